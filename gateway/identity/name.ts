/** Words that say in which form a company exists, not which one it is. Written as they come out of `plainWords`. */
const legalForms = new Set(
  [
    'ab ag aps as asa bv bvba cie co company corp corporation doo ehf ek ev eg eurl gbr ges gesmbh gmbh hf inc',
    'incorporated kabushiki kaisha kft kg kgaa kk limited llc llp ltd ltda mbh nv og ohg oy oyj plc pte pty sa sarl',
    'sas sasu sca scs sd se sl snc sp spa spol spzoo srl srls sro ug vof wll zoo hb lp ae epe αε επε ذمم',
  ]
    .join(' ')
    .split(' '),
)

/** "Berg & Sohn" and "Berg und Sohn" are one name. */
const conjunctions = new Set(['and', 'e', 'en', 'et', 'och', 'og', 'und', 'y'])

const transliterated: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  ø: 'oe',
  å: 'aa',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  þ: 'th',
  ð: 'd',
}

/** Systems cut names, some at 80 characters: what comes after this many is not compared. */
const comparedLength = 50

/**
 * A company's name without what people write differently: case, accents, punctuation, "and", legal forms. Two names
 * agree when these are equal; the empty text, which is what is left of a bare legal form, agrees with nothing.
 */
export function plainName(name: string): string {
  const words = plainWords(name)
  const telling = words.filter((word) => !legalForms.has(word) && !conjunctions.has(word))
  // A company may well be called "SE": what nothing is left of is taken as it is.
  return (telling.length > 0 ? telling : words).join(' ').slice(0, comparedLength).trimEnd()
}

/** Forms of several words, of letters between slashes, or written without a space before the name. */
const wholeForms = /\bsp\.? ?z ?o\.? ?o\.?(?!\p{L})|(?<![\p{L}])a\/s(?![\p{L}])|株式会社|合同会社|有限会社/gu

function plainWords(name: string): string[] {
  return (
    name
      .toLowerCase()
      .normalize('NFC')
      .replace(wholeForms, ' ')
      .replace(/[äöüßøåæœłđþð]/g, (letter) => transliterated[letter]!)
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      // "G.m.b.H." and "S.p.A." are one word each.
      .replace(/(?<=(?<!\p{L})\p{L})\.(?=\p{L}(?!\p{L}))/gu, '')
      .replace(/['’`´]/g, '')
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
  )
}
