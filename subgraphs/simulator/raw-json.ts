/** A number that is written into JSON digit by digit, whatever a double could hold. The language's types do not know `rawJSON` yet. */
export const rawJson: (text: string) => unknown = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON
