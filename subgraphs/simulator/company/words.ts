/** Word lists that names are made of. Company names are invented; first and last names are common ones, freely mixed. */

export const STEMS = [
  'Alvora',
  'Brindel',
  'Castrix',
  'Dornelin',
  'Elvenor',
  'Fjordane',
  'Grevlin',
  'Halmaro',
  'Istrava',
  'Jorvex',
  'Kelbrun',
  'Lundeva',
  'Morvath',
  'Nerixa',
  'Ostrelle',
  'Pelmora',
  'Quendra',
  'Rovesta',
  'Selvigo',
  'Tarnovic',
  'Ulmeda',
  'Vantrell',
  'Wexmoor',
  'Xandrel',
  'Ysolda',
  'Zembrano',
  'Ardentis',
  'Belcanor',
  'Cindrel',
  'Drayvane',
  'Esterlo',
  'Fenwarra',
  'Glenmora',
  'Hexelin',
  'Inverno',
  'Juvanta',
  'Kirvella',
  'Lomarque',
  'Mestral',
  'Norvanda',
]

export const SECTORS = {
  german: ['Maschinenbau', 'Logistik', 'Werkzeuge', 'Medizintechnik', 'Feinkost', 'Gerätebau', 'Kühltechnik'],
  western: ['Foods', 'Instruments', 'Hardware', 'Outdoor Supply', 'Diagnostics', 'Freight', 'Packaging'],
  nordic: ['Teknik', 'Shipping', 'Møbler', 'Energi', 'Installatie'],
  slavic: ['Narzędzia', 'Transport', 'Żywność', 'Elektronika'],
  romance: ['Équipements', 'Alimentari', 'Logistique', 'Utensili', 'Céramiques'],
  greek: ['Τεχνική', 'Μεταφορές', 'Τρόφιμα'],
  japanese: ['精密', '物流', '食品', '工業'],
  arabic: ['للتجارة', 'General Trading', 'للمقاولات'],
} as const

export const LOCAL_STEMS: Readonly<Record<string, readonly string[]>> = {
  greek: ['Αλμάρα', 'Βεντίνος', 'Δρυάς', 'Καλμίρα'],
  japanese: ['青波', '北峰', '東浜', '桜野', '光洋台'],
  arabic: ['شركة المدار', 'شركة النخيل', 'Al Naseem', 'شركة البحر'],
}

export const FIRST_NAMES: Readonly<Record<string, readonly string[]>> = {
  german: ['Anna', 'Jürgen', 'Lena', 'Björn', 'Käthe', 'Matthias', 'Renée', 'Wolfgang'],
  western: ['Emily', 'James', 'Aoife', 'Marcus', 'Grace', 'Darnell', 'Zoë', 'Sam'],
  nordic: ['Åsa', 'Søren', 'Ingrid', 'Joost', 'Maaike', 'Lars'],
  slavic: ['Małgorzata', 'Tomasz', 'Zofia', 'Łukasz', 'Željko', 'Jiří'],
  romance: ['Chloé', 'François', 'Giulia', 'Marco', 'Inès', 'Jean-Luc'],
  greek: ['Ελένη', 'Γιώργος', 'Μαρία', 'Νίκος'],
  japanese: ['花子', '健太', 'さくら', '翔'],
  arabic: ['فاطمة', 'أحمد', 'Noura', 'Yousef'],
}

export const LAST_NAMES: Readonly<Record<string, readonly string[]>> = {
  german: ['Müller', 'Schmidt', 'Weiß', 'Bauer', 'Jäger', 'von Berg', 'Meyer-Lange'],
  western: ["O'Brien", 'Smith', 'Johnson', 'Taylor', "D'Souza", 'Walker', 'MacDonald'],
  nordic: ['Andersson', 'Sørensen', 'de Vries', "van 't Hof", 'Lindström'],
  slavic: ['Kowalski', 'Wiśniewska', 'Novák', 'Žukauskas', 'Zając'],
  romance: ['Dupont', 'Rossi', "D'Angelo", 'Lefèvre', 'Garçon'],
  greek: ['Παπαδόπουλος', 'Νικολάου', 'Γεωργίου'],
  japanese: ['佐藤', '鈴木', '高橋', '田中'],
  arabic: ['العلي', 'Al-Sabti', 'حسن'],
}

/** What breaks a query dialect, a wire format or a screen, one name each. */
export const ODD_NAMES = [
  "O'Hara & Sons",
  'Zwölf "Sterne" Catering',
  '100% Fresh_Produce',
  'Back\\slash Systems',
  'Rock ’n’ Röll Records',
  'Smile 😀 Studio',
  'Two  Spaces   Inside',
  '; DROP TABLE customer; --',
  '<b>Bold</b> Foods',
  'A',
  'Null',
  '東京🗼タワー商会',
  'שלום Trading עולם',
  "l'Étoile d'Or, S.à r.l.",
  'Percent%Like_Underscore',
  'Comma, Semicolon; and "Quotes"',
  '=SUM(A1:A9)',
  `Gesellschaft zur Förderung ${'der internationalen Zusammenarbeit und '.repeat(4)}des Handels`,
  'Ａｃｍｅｒａ Ｆｕｌｌｗｉｄｔｈ',
  'Tab\tSeparated Goods',
] as const

export const INDUSTRIES = [
  'Manufacturing',
  'Retail',
  'Food & Beverage',
  'Healthcare',
  'Construction',
  'Energy',
  'Transportation',
  'Education',
]

export const TITLES = [
  'Purchasing Manager',
  'CFO',
  'Head of Operations',
  'Accounts Payable',
  'Plant Manager',
  'Buyer',
  'CEO',
  'Engineer',
]

export const DEPARTMENTS = ['Purchasing', 'Finance', 'Operations', 'Engineering', 'Management'] as const

/** Item groups, with what an item of the group is called and how it is counted. */
export const ITEM_GROUPS = [
  { name: 'TOOLS', nouns: ['Torque wrench', 'Drill bit', 'Clamp', 'Hex key set'], unit: 'piece' },
  { name: 'FASTENERS', nouns: ['Bolt M8×40', 'Washer 10 mm', 'Rivet ½″', 'Anchor'], unit: 'carton' },
  { name: 'COFFEE', nouns: ['Arabica beans', 'Espresso blend', 'Café crème'], unit: 'kilogram' },
  { name: 'FLUIDS', nouns: ['Hydraulic oil 46', 'Coolant', 'Cleaner 5 %'], unit: 'litre' },
  { name: 'CABLE', nouns: ['Cable 3×1.5 mm²', 'Hose ∅ 12', 'Cord'], unit: 'metre' },
  { name: 'FILM', nouns: ['Stretch film', 'Label roll', 'Masking tape'], unit: 'roll' },
  { name: 'SERVICES', nouns: ['Installation', 'Maintenance visit', 'Training'], unit: 'hour' },
] as const

export const ITEM_ADJECTIVES = [
  'Basic',
  'Pro',
  'Heavy',
  'Compact',
  'Eco',
  'XL',
  'Séries 2',
  '“Gold”',
  "Baker's",
] as const

export const LEAD_SOURCES = ['Web', 'Phone Inquiry', 'Partner Referral', 'Trade Show', null] as const
export const LOSS_REASONS = ['Price', 'Competitor', 'No budget', 'Timing'] as const
export const DEAL_NOUNS = ['Rahmenvertrag', 'Expansion', 'Renewal', 'Pilot', 'Starter order', 'Replacement'] as const
