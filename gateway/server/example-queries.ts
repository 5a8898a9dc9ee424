/** One ready tab of the IDE. The tab shows the name of the operation. */
export interface ExampleQuery {
  readonly title: string
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
}

/**
 * What the demo company can be asked, from one customer over all systems to the state of the systems themselves. The first
 * one has no variables: the IDE does not show those of the tab it opens with.
 */
export const exampleQueries: readonly ExampleQuery[] = [
  {
    title: 'One customer and one item over all systems',
    query: `query FirstRiver {
  customerProfile(match: { externalKey: { source: "salesforce", key: "001Hs000000003aIAA" } }) {
    displayName
    complete
    records { number name meta { source { name } fetchedAt servedFrom } }
    contacts(first: 3) { nodes { fullName emails meta { source { name } } } }
    opportunities(first: 3) { nodes { name stage { name } amount { document { amount currency } } } }
    invoices(first: 8, orderBy: [{ dueDate: DESC }], where: { status: { in: [OPEN, PARTIALLY_PAID] } }) {
      nodes { number dueDate isOverdue open { document { amount currency } } meta { source { name } fetchedAt } }
      complete
    }
    salesOrders(first: 6, orderBy: [{ orderDate: DESC }]) { nodes { number orderDate status meta { source { name } } } }
    credit { limit { amount currency } meta { source { name } } }
  }
  itemProfile(sku: "TOO-10000") {
    displayName
    stockTotals { uom onHand warehouses }
    stock(first: 50, where: { category: { in: [UNRESTRICTED, ALL] } }) {
      nodes { warehouse { code } category onHand { value uom } meta { source { name } fetchedAt } }
      complete
    }
  }
}
`,
  },
  {
    title: 'Can we promise 500 of it by Friday to this customer?',
    query: `query Promise {
  availability(lines: [{ sku: "TOO-10000", quantity: "500", by: "2026-11-27" }]) {
    verdict
    lines { reasons available expected shortBy sources { source available availableBy } }
  }
  creditCheck(
    customer: "MXxDdXN0b21lcnxzYWxlc2ZvcmNlfDAwMUhzMDAwMDAwMDBTZUlBSQ" # account 001Hs00000000SeIAI of Salesforce
    amount: { amount: "12000", currency: "EUR" }
  ) {
    decision
    reasons { reason source scope }
    scopes { source code available { amount currency } readAt }
  }
}
`,
  },
  {
    title: 'Who is this customer to us?',
    query: `query Customer360 {
  customerProfile(match: { externalKey: { source: "salesforce", key: "001Hs000000003aIAA" } }) {
    displayName
    complete
    records { name meta { source { name } ageSeconds } }
    opportunities(first: 5, where: { status: { eq: OPEN } }) { nodes { name amount { document { amount currency } } } }
    credit { scope { kind code } limit { amount currency } available { amount currency } meta { source { name } } }
  }
  receivablesAging(customer: "MXxDdXN0b21lcnxzYWxlc2ZvcmNlfDAwMUhzMDAwMDAwMDAzYUlBQQ") {
    groups { source currency total { amount } overdue { amount } buckets { fromDays toDays amount { amount } } }
    complete
  }
  openOrders(customer: "MXxDdXN0b21lcnxzYWxlc2ZvcmNlfDAwMUhzMDAwMDAwMDAzYUlBQQ") {
    groups { source currency orders net }
    complete
  }
}
`,
  },
  {
    title: 'Customers of every system, in one order',
    query: `# Each record says which system it came from; the list says what became of each system.
query AllCustomers {
  customers(first: 20, orderBy: [{ name: ASC }]) {
    nodes { number name status currency meta { source { name title } servedFrom ageSeconds } }
    pageInfo { hasNextPage endCursor }
    sourceResults { source status rows calls message }
    complete
  }
}
`,
  },
  {
    title: 'Invoices that are due',
    query: `# The filter goes down to each system in its own language. Give endCursor as $after to read on.
query DueInvoices($dueBefore: Date!, $after: String) {
  invoices(
    first: 20
    after: $after
    where: { direction: { eq: RECEIVABLE }, status: { in: [OPEN, PARTIALLY_PAID] }, dueDate: { lt: $dueBefore } }
    orderBy: [{ dueDate: ASC }]
  ) {
    nodes {
      number
      dueDate
      daysPastDue
      customer { name }
      open { document { amount currency } }
      meta { source { name } servedFrom }
    }
    pageInfo { hasNextPage endCursor }
    sourceResults { source status message }
    complete
  }
}
`,
    variables: { dueBefore: '2026-12-31', after: null },
  },
  {
    title: 'Where an item lies',
    query: `# All warehouses of all systems. Totals are kept apart by unit: pieces and kilograms do not add up.
query ItemStock($sku: String!) {
  itemProfile(sku: $sku) {
    displayName
    records { sku name meta { source { title } } }
    stockTotals { uom onHand warehouses }
    stock(first: 50) {
      nodes {
        warehouse { code name }
        category
        onHand { value uom }
        available { value uom }
        meta { source { name } servedFrom ageSeconds }
      }
      complete
    }
    sourceResults { source status message }
  }
}
`,
    variables: { sku: 'TOO-10000' },
  },
  {
    title: 'What stands in the books',
    query: `# Opening balance and what moved it, in the currency of each company. Ledgers out of balance are named in remarks.
query Books($from: Date!, $to: Date!) {
  trialBalance(from: $from, to: $to, groupBy: [LEGAL_ENTITY, ACCOUNT], sources: ["netsuite-us", "bc-uk", "fno-nl"]) {
    groups {
      source
      legalEntityKey
      number
      name
      opening { amount currency }
      debits { amount }
      credits { amount }
      closing { amount }
    }
    balanced
    remarks
    sourceResults { source status rows calls message }
    complete
  }
}
`,
    variables: { from: '2026-01-01', to: '2026-10-31' },
  },
  {
    title: 'The state of the systems',
    query: `# Nothing is asked for this: it is what the gateway knows from the calls it made.
query SystemsToday {
  sources {
    name
    title
    status
    callsTotal
    lastError
    limits { name kind limit remaining citation }
  }
}
`,
  },
]
