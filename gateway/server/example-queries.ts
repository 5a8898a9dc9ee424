/** One ready tab of the IDE. The tab shows the name of the operation. */
export interface ExampleQuery {
  readonly title: string
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
}

/**
 * What the demo company can be asked, from a single look-up to a question over every system. The first one has no variables:
 * the IDE does not show those of the tab it opens with.
 */
export const exampleQueries: readonly ExampleQuery[] = [
  {
    title: 'Customers everywhere',
    query: `# One list over every connected system, merged in one order.
# Each record says which system it came from and how fresh it is.
query CustomersEverywhere {
  customers(first: 20, orderBy: [{ name: ASC }]) {
    complete
    sourceResults { source status rows calls }
    nodes {
      id
      number
      name
      status
      meta { source { name title } servedFrom ageSeconds }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  },
  {
    title: 'Open invoices',
    query: `# The filter goes down to each system in its own language.
query OpenInvoices($dueBefore: Date!) {
  invoices(
    first: 20
    where: { direction: { eq: RECEIVABLE }, status: { in: [OPEN, PARTIALLY_PAID] }, dueDate: { lt: $dueBefore } }
    orderBy: [{ dueDate: ASC }]
  ) {
    complete
    nodes {
      number
      dueDate
      customer { name }
      open { document { amount currency } }
      meta { source { name } servedFrom }
    }
  }
}
`,
    variables: { dueBefore: '2026-06-30' },
  },
  {
    title: 'Customer 360',
    query: `# One customer, known to several systems under several keys.
query Customer360($name: String!) {
  customers(first: 1, where: { name: { eq: $name } }) {
    nodes {
      name
      profile {
        displayName
        complete
        records { number name meta { source { title } } }
        credit { limit { amount currency } available { amount currency } meta { source { name } } }
        opportunities(first: 5) { nodes { name status } }
      }
    }
  }
}
`,
    variables: { name: 'Nordwind Handels GmbH' },
  },
  {
    title: 'Stock of an item',
    query: `# All warehouses of all systems. Stock is counted per unit and never added up across units.
query StockOfItem($sku: String!) {
  stockLevels(first: 50, where: { item: { sku: { eq: $sku } } }) {
    complete
    sourceResults { source status }
    nodes {
      item { sku name }
      warehouse { code name }
      onHand { value uom }
      available { value uom }
      meta { source { name } servedFrom ageSeconds }
    }
  }
}
`,
    variables: { sku: 'A-1000' },
  },
  {
    title: 'State of the sources',
    query: `# What is connected, and how it is doing.
query StateOfSources {
  sources { name kind title region }
}
`,
  },
]
