/** One of a kind for each question, told apart by what it says. */
export function eachNamed<Q, L>(create: (question: Q) => L): (question: Q) => L {
  const known = new Map<string, L>()
  return (question) => {
    const name = JSON.stringify(question)
    const one = known.get(name) ?? create(question)
    known.set(name, one)
    return one
  }
}
