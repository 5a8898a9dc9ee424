/**
 * The demo company's raw data, in no vendor's words.
 *
 * Rules that hold everywhere:
 * - `id` is the record's position in its list: `company.customers[invoice.customerId]`.
 * - `key` is the native key as text (Odoo's is a number written as text); `keys` holds one key per system that has the record.
 * - The group had four systems first (Salesforce, SAP, NetSuite, Odoo); three companies with four more joined it later.
 *   Each list begins with what the first four have; what came with the others follows, so that nothing earlier moves.
 * - Money and quantities are decimal text, scale kept. Amounts are positive in the document's natural direction.
 * - Dates are calendar dates of the owning legal entity; instants are UTC to the second, `2026-01-31T10:00:00Z`.
 * - Everything is frozen by type only. Simulators that change data keep their changes to themselves.
 */
export interface Company {
  readonly name: string
  readonly seed: number
  readonly scale: number
  /** The demo's "today": no record is from a later day, due and requested dates excepted. */
  readonly today: IsoDate
  readonly legalEntities: readonly LegalEntity[]
  readonly currencies: readonly Currency[]
  readonly rates: readonly ExchangeRate[]
  readonly paymentTerms: readonly PaymentTerm[]
  readonly units: readonly Unit[]
  readonly users: readonly User[]
  readonly stages: readonly Stage[]
  readonly customers: readonly Customer[]
  readonly suppliers: readonly Supplier[]
  readonly contacts: readonly Contact[]
  readonly opportunities: readonly Opportunity[]
  readonly items: readonly Item[]
  readonly warehouses: readonly Warehouse[]
  readonly stock: readonly StockRow[]
  readonly creditAccounts: readonly CreditAccount[]
  readonly salesOrders: readonly SalesOrder[]
  readonly purchaseOrders: readonly PurchaseOrder[]
  /** Receivables: invoices and credit notes to customers. */
  readonly invoices: readonly Invoice[]
  /** Payables: invoices and credit notes from suppliers. */
  readonly bills: readonly Invoice[]
  readonly payments: readonly Payment[]
  readonly glAccounts: readonly GlAccount[]
  /** Built on first use and then kept: at scale 25 these are some five million lines. */
  readonly journalEntries: readonly JournalEntry[]
  /** Records that a system once had and deleted, for its recycle bin or deletion log. */
  readonly tombstones: readonly Tombstone[]
  readonly truth: Truth
}

export interface CompanyOptions {
  readonly seed?: number
  readonly scale?: number
  readonly today?: IsoDate
}

export type System =
  | 'salesforce'
  | 'sap'
  | 'netsuite'
  | 'odoo'
  | 'businessCentral'
  | 'financeOperations'
  | 'dataverse'
  | 'businessOne'
/** Salesforce serves the whole group, Dataverse only the company that runs on Finance & Operations. */
export type CrmSystem = 'salesforce' | 'dataverse'
export type ErpSystem = Exclude<System, CrmSystem>

/** `-?\d+(\.\d+)?`; never an exponent, never made by way of a float. */
export type Decimal = string
/** `YYYY-MM-DD`, in the time zone of the legal entity. */
export type IsoDate = string
/** `YYYY-MM-DDTHH:MM:SSZ`. */
export type Instant = string
export type CurrencyCode = ListCurrency | 'PLN' | 'SEK'
/** Currencies in which items have a list price; see `listPrice` for the others. */
export type ListCurrency = 'EUR' | 'USD' | 'GBP' | 'CHF' | 'JPY' | 'KWD'

export interface Money {
  readonly amount: Decimal
  readonly currency: CurrencyCode
}

/**
 * The key of one record in each system that holds it; a missing key means that the system does not.
 *
 * Salesforce: 18 characters with the object's prefix. SAP: digits without leading zeros. NetSuite: internal id. Odoo: id.
 * Business Central: the SystemId, a lower-case GUID; what people call the record is in `numbers`. Dataverse: a
 * lower-case GUID. Finance & Operations: the account or item number that is the key within a data area. Business One:
 * CardCode, ItemCode, or an internal number as text.
 */
export interface Keys {
  readonly salesforce?: string
  readonly sap?: string
  readonly netsuite?: string
  readonly odoo?: number
  readonly businessCentral?: string
  readonly financeOperations?: string
  readonly dataverse?: string
  readonly businessOne?: string
}

/**
 * What people call a record where its key is a GUID.
 *
 * Business Central: `number` of customers ("10000") and vendors ("V10000"), `number` of contacts ("CT000001"), salesperson
 * code of users ("IB"). An item's number is its SKU, a payment term's code is `PaymentTerm.code`.
 */
export interface Numbers {
  readonly businessCentral?: string
}

/** A CRM's is the organisation itself, with its corporate currency. */
export interface LegalEntity {
  readonly id: number
  readonly system: System
  /**
   * Salesforce organisation id, SAP company code, NetSuite subsidiary id, Odoo company id, Business Central company id
   * (GUID), Finance & Operations data area ("nl01"), Dataverse organization id (GUID), Business One company database.
   */
  readonly key: string
  readonly name: string
  readonly currency: CurrencyCode
  readonly country: string
  readonly timeZone: string
  readonly vat: string | null
  /** `MM-DD`. */
  readonly fiscalYearStart: string
  readonly parentId: number | null
}

export interface Currency {
  readonly code: CurrencyCode
  readonly name: string
  readonly symbol: string
  /** Digits after the point: 2, JPY 0, KWD 3. */
  readonly decimals: number
  /** NetSuite's and Odoo's ids, GUIDs in Business Central and Dataverse; a system without a key does not use the currency, the others go by `code`. */
  readonly keys: Keys
}

/** One unit of `from` in `to` through one month. Each legal entity has rates into its own currency. */
export interface ExchangeRate {
  readonly from: CurrencyCode
  readonly to: CurrencyCode
  /** `YYYY-MM`. */
  readonly month: string
  /** Six digits after the point. */
  readonly rate: Decimal
}

export interface PaymentTerm {
  readonly code: string
  readonly name: string
  readonly netDays: number
  readonly discountDays: number | null
  readonly discountPercent: Decimal | null
  /**
   * SAP's four characters, NetSuite's and Odoo's ids, Business Central's GUID, Finance & Operations' name ("Net30"),
   * Business One's group number; CRMs have none.
   */
  readonly keys: Keys
}

export type UnitId = 'piece' | 'kilogram' | 'litre' | 'metre' | 'hour' | 'carton' | 'roll'

export interface Unit {
  readonly id: UnitId
  /** UN/ECE Recommendation 20 code; null where the business uses a unit that has none, on purpose. */
  readonly unece: string | null
  readonly decimals: number
  /** What each system calls it. */
  readonly codes: Readonly<Record<System, string>>
  /** NetSuite's and Odoo's ids of the unit, GUIDs in Business Central and Dataverse, Business One's entry number. */
  readonly keys: Keys
}

/** Someone of the group who owns accounts and deals. */
export interface User {
  readonly id: number
  readonly name: string
  readonly email: string
  readonly active: boolean
  /** Dataverse: systemuserid. Business One: SalesEmployeeCode. Finance & Operations: personnel number. */
  readonly keys: Keys
  readonly numbers: Numbers
}

export interface Stage {
  readonly id: number
  readonly name: string
  readonly order: number
  /** 0 to 100. */
  readonly probability: number
  readonly status: OpportunityStatus
  readonly forecast: 'omitted' | 'pipeline' | 'best-case' | 'commit' | 'closed'
  /** Odoo's id; Salesforce and Dataverse know a stage by its name. */
  readonly keys: Keys
}

export interface Address {
  readonly type: 'billing' | 'shipping' | 'registered'
  readonly street: string
  readonly houseNumber: string
  readonly city: string
  /** Two or three letters, or null where the country has none in addresses. */
  readonly region: string | null
  readonly postalCode: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
}

export interface Blocks {
  readonly orders: boolean
  readonly delivery: boolean
  readonly billing: boolean
  readonly posting: boolean
}

/** One business (or person) that buys. What one system writes about it differs: see `inSystem`. */
export interface Customer {
  readonly id: number
  readonly name: string
  readonly legalName: string
  readonly kind: 'organization' | 'person'
  readonly stage: 'prospect' | 'customer' | 'former'
  /** With country prefix. May be missing, a dummy (`DE999999999`, `000000000`) or shared by a VAT group. */
  readonly vat: string | null
  /** Tax number where there is no VAT: US employer numbers. */
  readonly taxId: string | null
  readonly taxExempt: boolean
  readonly country: string
  /** First the billing address, then often a shipping address; ERP-only records may have none at all. */
  readonly addresses: readonly Address[]
  readonly emails: readonly string[]
  /** Mostly E.164; a few as people type them. */
  readonly phones: readonly string[]
  readonly website: string | null
  readonly industry: string | null
  readonly employees: number | null
  readonly annualRevenue: Money | null
  readonly parentId: number | null
  readonly term: string
  readonly currency: CurrencyCode
  readonly blocks: Blocks
  readonly active: boolean
  readonly createdAt: Instant
  /** Null: never changed since it was created. */
  readonly modifiedAt: Instant | null
  readonly lastActivityOn: IsoDate | null
  readonly ownerId: number
  readonly keys: Keys
  /** Present where Business Central has the customer. */
  readonly numbers?: Numbers
  /** What the accounts of the CRMs claim; see `Truth` for the claims that are missing or wrong. */
  readonly erpKeys: ErpKeys
  /** The ERP companies that trade with it. */
  readonly legalEntityIds: readonly number[]
  /** Set when this is a second Salesforce account for the same business. */
  readonly duplicateOfId: number | null
}

/**
 * Salesforce's custom fields SAP_Customer__c, NetSuite_Customer__c, Odoo_Partner__c, BusinessCentral_Customer__c (the
 * customer's number, not its GUID) and BusinessOne_Customer__c (CardCode).
 *
 * `financeOperations` is Dataverse's: `accountnumber` of the account. Salesforce has no field for it.
 */
export interface ErpKeys {
  readonly sap?: string
  readonly netsuite?: string
  readonly odoo?: string
  readonly businessCentral?: string
  readonly businessOne?: string
  readonly financeOperations?: string
}

/** In SAP, Odoo and Business One a supplier is a partner like a customer; their keys never meet. */
export interface Supplier {
  readonly id: number
  readonly name: string
  readonly legalName: string
  readonly vat: string | null
  readonly taxId: string | null
  readonly country: string
  readonly addresses: readonly Address[]
  readonly emails: readonly string[]
  readonly phones: readonly string[]
  readonly website: string | null
  readonly term: string
  readonly currency: CurrencyCode
  readonly paymentMethod: PaymentMethod
  readonly blocks: SupplierBlocks
  /** Masked: country and last four digits. */
  readonly bankAccount: { readonly country: string; readonly lastFour: string } | null
  readonly active: boolean
  readonly createdAt: Instant
  readonly modifiedAt: Instant | null
  readonly keys: Keys
  /** Present where Business Central has the vendor. */
  readonly numbers?: Numbers
  readonly legalEntityIds: readonly number[]
}

export interface SupplierBlocks {
  readonly payment: boolean
  readonly posting: boolean
  readonly purchasing: boolean
}

export interface Contact {
  readonly id: number
  readonly customerId: number
  readonly salutation: string | null
  readonly firstName: string | null
  readonly lastName: string
  readonly title: string | null
  readonly department: string | null
  readonly role: 'decision-maker' | 'billing' | 'shipping' | 'purchasing' | 'technical' | 'other'
  readonly email: string | null
  readonly phone: string | null
  readonly mobile: string | null
  readonly isPrimary: boolean
  readonly optOut: boolean
  readonly ownerId: number
  readonly createdAt: Instant
  readonly modifiedAt: Instant | null
  readonly lastActivityOn: IsoDate | null
  /** SAP's is the partner number of the person, Business One's the InternalCode, Finance & Operations' the ContactPersonId. */
  readonly keys: Keys
  /** Present where Business Central has the contact. */
  readonly numbers?: Numbers
  /** SAP's number of the relationship between the person and the customer. */
  readonly sapRelationship: string | null
}

export type OpportunityStatus = 'open' | 'won' | 'lost'

export interface Opportunity {
  readonly id: number
  readonly system: CrmSystem | 'odoo'
  readonly key: string
  readonly name: string
  /** Null: not yet linked to an account. */
  readonly customerId: number | null
  readonly contactId: number | null
  readonly ownerId: number
  readonly stageId: number
  readonly status: OpportunityStatus
  /** Null where nobody has put a value on it; the sum of the lines where there are lines. Odoo's are in EUR. */
  readonly amount: Decimal | null
  readonly currency: CurrencyCode
  /** 0 to 100; mostly the stage's. */
  readonly probability: number
  readonly closeOn: IsoDate
  /** Null while open. */
  readonly closedAt: Instant | null
  readonly type: 'New Business' | 'Existing Business' | null
  readonly leadSource: string | null
  readonly lossReason: string | null
  readonly lastActivityOn: IsoDate | null
  readonly createdAt: Instant
  readonly modifiedAt: Instant
  readonly lines: readonly OpportunityLine[]
}

export interface OpportunityLine {
  readonly key: string
  readonly lineNo: number
  readonly itemId: number
  readonly quantity: Decimal
  readonly unitPrice: Decimal
  readonly listPrice: Decimal
  readonly total: Decimal
  readonly serviceOn: IsoDate | null
}

/** SKUs are one namespace for the whole group: the same SKU in two systems is the same item, even where `truth.gtinConflicts` lists a GTIN that disagrees. */
export interface Item {
  readonly id: number
  readonly sku: string
  readonly name: string
  readonly description: string | null
  readonly type: 'inventory' | 'non-inventory' | 'service' | 'kit' | 'assembly' | 'charge'
  readonly status: 'active' | 'inactive' | 'blocked' | 'discontinued'
  readonly group: string
  readonly gtin: string | null
  readonly manufacturer: string | null
  readonly mpn: string | null
  readonly unit: UnitId
  /** Kilograms. */
  readonly grossWeight: Decimal | null
  readonly netWeight: Decimal | null
  readonly tracking: 'none' | 'lot' | 'serial'
  readonly isSellable: boolean
  readonly isPurchasable: boolean
  /** Per base unit; by currency. */
  readonly prices: Readonly<Record<ListCurrency, Decimal>>
  /** Per base unit, in the currency of the ERP's first legal entity; null for services. */
  readonly costs: Readonly<Partial<Record<ErpSystem, Decimal>>> | null
  readonly createdAt: Instant
  readonly modifiedAt: Instant | null
  /** The SKU itself in SAP, Finance & Operations and Business One; Salesforce's is the Product2, Dataverse's the product. */
  readonly keys: Keys
}

export interface Warehouse {
  readonly id: number
  readonly system: ErpSystem
  /** SAP plant, NetSuite location id, Odoo warehouse id, Business Central location id (GUID), else `code`. */
  readonly key: string
  /**
   * What people call it: SAP plant, NetSuite name, Odoo's short code of at most five characters, Business Central's
   * location code, Finance & Operations' and Business One's warehouse code.
   */
  readonly code: string
  /** Finance & Operations' operational site; absent elsewhere. */
  readonly site?: string
  readonly name: string
  readonly type: 'plant' | 'warehouse' | 'store' | 'transit'
  readonly legalEntityId: number
  readonly address: Address
  readonly gln: string | null
  readonly timeZone: string
  readonly active: boolean
  /** SAP storage locations, Odoo internal locations; the others have one, the warehouse itself. */
  readonly locations: readonly StorageLocation[]
}

export interface StorageLocation {
  /** Four characters in SAP, numeric id in NetSuite and Odoo, else the warehouse's `code`. */
  readonly key: string
  /** Odoo's is the complete name, `GRZ/Stock/Shelf A`. */
  readonly name: string
}

/** The finest grain that the system keeps; quantities are in the item's unit and may be negative. */
export interface StockRow {
  /** Unique in the system; Odoo's quant id. */
  readonly key: string
  readonly system: ErpSystem
  readonly itemId: number
  readonly warehouseId: number
  /** `StorageLocation.key` of the same warehouse. */
  readonly location: string
  /** Batch, lot or serial number; kept by SAP, Odoo and Business Central. */
  readonly lot: string | null
  /** Finance & Operations' configuration of the product; its rows of one item and warehouse add up. Absent elsewhere. */
  readonly configuration?: string
  /** SAP's stock types 01, 02 and 07; the others know the first only. */
  readonly category: 'unrestricted' | 'quality' | 'blocked'
  readonly onHand: Decimal
  /** Reserved or committed to orders; null in SAP and Business Central, whose stock rows do not know it. */
  readonly reserved: Decimal | null
  /** NetSuite, Finance & Operations and Business One only, null elsewhere. */
  readonly onOrder: Decimal | null
  /** NetSuite only, null elsewhere, like the next. */
  readonly backordered: Decimal | null
  readonly inTransit: Decimal | null
  /** NetSuite's, and Business One's minimal stock. */
  readonly reorderPoint: Decimal | null
  /** The last movement; null in SAP, Finance & Operations and Business One, which tell no time about stock. */
  readonly changedAt: Instant | null
}

/** One customer in one credit scope: an SAP credit segment, an Odoo company, elsewhere the customer itself. */
export interface CreditAccount {
  readonly id: number
  readonly system: ErpSystem
  readonly customerId: number
  readonly legalEntityId: number
  /** SAP's four characters; empty elsewhere. */
  readonly segment: string
  /** Null: nobody has set one, which does not mean unlimited. */
  readonly limit: Decimal | null
  /** The account is exempt from the check by decision. Never together with a limit. */
  readonly isUnlimited: boolean
  readonly currency: CurrencyCode
  /** `auto`: the system decides by the numbers. `overridden`: someone has let it through (NetSuite's OFF). */
  readonly hold: 'none' | 'held' | 'auto' | 'overridden'
  readonly holdReason: string | null
  readonly riskClass: string | null
  readonly score: number | null
  readonly isCritical: boolean
  readonly validUntil: IsoDate | null
  readonly lastReviewedOn: IsoDate | null
  readonly limitChangedOn: IsoDate | null
}

export type Progress = 'none' | 'partial' | 'complete'

export interface SalesOrder {
  readonly id: number
  readonly system: System
  readonly key: string
  readonly number: string
  /** Null in Salesforce. */
  readonly legalEntityId: number | null
  readonly customerId: number
  readonly orderedOn: IsoDate
  readonly requestedOn: IsoDate
  readonly status: 'draft' | 'pending-approval' | 'open' | 'completed' | 'closed' | 'cancelled'
  readonly credit: 'passed' | 'blocked' | 'released' | 'not-checked'
  readonly delivery: Progress
  readonly billing: Progress
  readonly customerPo: string | null
  readonly opportunityId: number | null
  readonly ownerId: number
  readonly currency: CurrencyCode
  /** One unit of `currency` in the legal entity's currency on the order date. */
  readonly rate: Decimal
  readonly net: Decimal
  readonly tax: Decimal
  readonly gross: Decimal
  /** Net value ordered and not yet invoiced; zero unless the order is open or waits for approval. */
  readonly openNet: Decimal
  readonly createdAt: Instant
  readonly modifiedAt: Instant
  readonly lines: readonly SalesOrderLine[]
  readonly invoiceIds: readonly number[]
}

export interface SalesOrderLine {
  readonly lineNo: number
  readonly itemId: number
  readonly ordered: Decimal
  readonly delivered: Decimal
  readonly invoiced: Decimal
  readonly unitPrice: Decimal
  readonly taxRate: Decimal
  readonly net: Decimal
  readonly tax: Decimal
  /** Null in Salesforce and for items without stock. */
  readonly warehouseId: number | null
  readonly requestedOn: IsoDate
  readonly promisedOn: IsoDate | null
}

export interface PurchaseOrder {
  readonly id: number
  readonly system: ErpSystem
  readonly key: string
  readonly number: string
  readonly legalEntityId: number
  readonly supplierId: number
  readonly orderedOn: IsoDate
  readonly expectedOn: IsoDate | null
  readonly status: 'draft' | 'pending-approval' | 'approved' | 'open' | 'completed' | 'closed' | 'cancelled'
  readonly receipt: Progress
  readonly billing: Progress
  readonly currency: CurrencyCode
  readonly rate: Decimal
  readonly net: Decimal
  readonly tax: Decimal
  readonly gross: Decimal
  readonly createdAt: Instant
  readonly modifiedAt: Instant
  readonly lines: readonly PurchaseOrderLine[]
  readonly billIds: readonly number[]
}

export interface PurchaseOrderLine {
  readonly lineNo: number
  readonly itemId: number
  readonly ordered: Decimal
  readonly received: Decimal
  readonly billed: Decimal
  readonly unitPrice: Decimal
  readonly taxRate: Decimal
  readonly net: Decimal
  readonly tax: Decimal
  readonly warehouseId: number | null
  readonly expectedOn: IsoDate | null
}

export interface Invoice {
  readonly id: number
  readonly system: ErpSystem
  /**
   * SAP billing document (bills: supplier invoice), NetSuite transaction, Odoo move, Business Central id (GUID), Finance &
   * Operations RecId (64 bits), Business One DocEntry, in which invoices and credit notes share one range.
   */
  readonly key: string
  readonly number: string
  /**
   * Key of its journal entry: SAP accounting document, Business Central transaction number, Finance & Operations voucher,
   * Business One JdtNum, else `key`. Null unless it was posted.
   */
  readonly ledgerKey: string | null
  readonly direction: 'receivable' | 'payable'
  readonly kind: 'invoice' | 'credit-note'
  readonly legalEntityId: number
  /** Set on receivables. */
  readonly customerId: number | null
  /** Set on payables. */
  readonly supplierId: number | null
  readonly issuedOn: IsoDate
  readonly postedOn: IsoDate | null
  readonly dueOn: IsoDate
  /** The day the last of it was settled. */
  readonly paidOn: IsoDate | null
  /** A cancelled document is not open, whatever its total. Overdue is never a status. */
  readonly status: 'draft' | 'posted' | 'cancelled'
  /** SAP cancels by a second document; its key, null elsewhere. */
  readonly cancellationKey: string | null
  readonly isDisputed: boolean
  readonly term: string
  /** Buyer's order number on receivables, the supplier's own number on payables. */
  readonly partyNumber: string | null
  readonly salesOrderId: number | null
  readonly purchaseOrderId: number | null
  /** The document that a credit note corrects. */
  readonly correctsId: number | null
  readonly currency: CurrencyCode
  /** One unit of `currency` in the legal entity's currency, as booked. */
  readonly rate: Decimal
  readonly net: Decimal
  readonly tax: Decimal
  readonly gross: Decimal
  /** Settled by payments and credit notes; for a credit note, used up. `gross - paid = open` on every posted document. */
  readonly paid: Decimal
  /** Zero on drafts and cancelled documents. */
  readonly open: Decimal
  readonly baseNet: Decimal
  readonly baseTax: Decimal
  readonly baseGross: Decimal
  readonly baseOpen: Decimal
  /** On a credit note: the invoices it was applied to. */
  readonly applications: readonly Allocation[]
  readonly createdAt: Instant
  readonly modifiedAt: Instant
  readonly lines: readonly InvoiceLine[]
}

export interface InvoiceLine {
  /** Counted 10, 20 in SAP, 10000, 20000 in Business Central, 0, 1 in Business One, else 1, 2. A key of its own comes from `guidFor` or `recIdFor`. */
  readonly lineNo: number
  /** Null: a text line for freight, fees or a flat discount. */
  readonly itemId: number | null
  readonly description: string | null
  readonly quantity: Decimal
  readonly unitPrice: Decimal
  /** Percent; null for none. */
  readonly discount: Decimal | null
  readonly net: Decimal
  readonly taxRate: Decimal
  readonly tax: Decimal
  readonly accountId: number
  readonly orderLineNo: number | null
}

export type PaymentMethod = 'bank-transfer' | 'direct-debit' | 'card' | 'cash' | 'check'

export interface Payment {
  readonly id: number
  readonly system: ErpSystem
  /** SAP clearing document, NetSuite transaction, Odoo account.payment; the others as with invoices. */
  readonly key: string
  readonly number: string
  /** Key of its journal entry: SAP's and NetSuite's is `key`, Odoo's the move, the others as with invoices. Null unless posted. */
  readonly ledgerKey: string | null
  readonly direction: 'inbound' | 'outbound'
  readonly legalEntityId: number
  readonly customerId: number | null
  readonly supplierId: number | null
  readonly paidOn: IsoDate
  readonly status: 'draft' | 'posted' | 'cancelled'
  readonly method: PaymentMethod
  readonly reference: string | null
  readonly bankAccountId: number
  readonly currency: CurrencyCode
  readonly rate: Decimal
  readonly amount: Decimal
  readonly baseAmount: Decimal
  /** Received and not allocated; zero on drafts and cancelled payments. */
  readonly unapplied: Decimal
  readonly baseUnapplied: Decimal
  readonly createdAt: Instant
  readonly modifiedAt: Instant
  readonly allocations: readonly Allocation[]
}

export interface Allocation {
  /** In `invoices` for receivables and inbound payments, in `bills` for the others. */
  readonly invoiceId: number
  readonly amount: Decimal
  /** At the invoice's rate: what leaves the receivable in the books. */
  readonly baseAmount: Decimal
  readonly appliedOn: IsoDate
}

export type AccountRole =
  | 'bank'
  | 'receivable'
  | 'inventory'
  | 'input-tax'
  | 'fixed-asset'
  | 'payable'
  | 'output-tax'
  | 'accrual'
  | 'equity'
  | 'retained'
  | 'revenue-goods'
  | 'revenue-services'
  | 'revenue-other'
  | 'cost-of-sales'
  | 'purchases'
  | 'salaries'
  | 'rent'
  | 'depreciation'
  | 'exchange-difference'

export interface GlAccount {
  readonly id: number
  readonly system: ErpSystem
  /** SAP: ten digits with leading zeros. NetSuite, Odoo: id. Business Central: GUID. Else `number`. */
  readonly key: string
  readonly number: string
  readonly name: string
  readonly chart: string
  /** One posting account per role and system. */
  readonly role: AccountRole
  readonly classification: 'asset' | 'liability' | 'equity' | 'revenue' | 'expense'
  readonly normalBalance: 'debit' | 'credit'
  /** Only the subledger posts to it. */
  readonly isControl: boolean
  readonly active: boolean
}

export interface JournalEntry {
  readonly id: number
  readonly system: ErpSystem
  /** `ledgerKey` of the document it books, or a key of its own. */
  readonly key: string
  readonly number: string
  readonly legalEntityId: number
  readonly documentOn: IsoDate
  readonly postedOn: IsoDate
  readonly fiscalYear: number
  /** 1 to 12. */
  readonly period: number
  readonly status: 'posted' | 'reversed'
  readonly memo: string | null
  readonly origin: JournalOrigin
  /** `key` of the entry that this one takes back. */
  readonly reversalOf: string | null
  readonly currency: CurrencyCode
  readonly rate: Decimal
  readonly createdAt: Instant
  readonly lines: readonly JournalLine[]
}

export type JournalOrigin =
  | { readonly type: 'invoice' | 'bill' | 'payment'; readonly id: number }
  | { readonly type: 'manual' }

/** Debits equal credits in base currency; in document currency too, exchange differences (amount zero) aside. */
export interface JournalLine {
  readonly lineNo: number
  readonly accountId: number
  readonly side: 'debit' | 'credit'
  readonly amount: Decimal
  readonly baseAmount: Decimal
  readonly customerId: number | null
  readonly supplierId: number | null
  readonly costCenter: string | null
  readonly text: string | null
}

export interface Tombstone {
  readonly system: System
  readonly type: 'customer' | 'contact' | 'opportunity' | 'item' | 'invoice' | 'sales-order'
  readonly key: string
  readonly name: string
  readonly createdAt: Instant
  readonly deletedAt: Instant
}

/** What is really the same, and where the systems say otherwise. Lists are never empty, at any scale. */
export interface Truth {
  /** The customer is in the ERP, but the Salesforce account does not name it. */
  readonly missingLinks: readonly Link[]
  /** The account names a key that belongs to `ownerId`, another business. */
  readonly conflictingLinks: readonly (Link & { readonly ownerId: number })[]
  /** A second account of the same business names the same key: two claims, both right. */
  readonly duplicateLinks: readonly (Link & { readonly ownerId: number })[]
  /** The account names a key that the ERP has never had. */
  readonly danglingLinks: readonly Link[]
  /** Customers of an ERP that no CRM has an account for. */
  readonly erpOnly: readonly number[]
  /** Accounts of Dataverse that Salesforce does not have: customers of one company, and prospects in no ERP. */
  readonly dataverseOnly: readonly number[]
  /** One VAT number, several businesses: a VAT group, not an identity. */
  readonly sharedVats: readonly { readonly vat: string; readonly customerIds: readonly number[] }[]
  /** The item in this system carries a GTIN that is not the item's: strong keys that disagree. */
  readonly gtinConflicts: readonly { readonly itemId: number; readonly system: System; readonly gtin: string }[]
}

/** A claim by the account of `customerId` about its key in an ERP: Dataverse's for Finance & Operations, else Salesforce's. */
export interface Link {
  readonly customerId: number
  readonly system: ErpSystem
  /** As `ErpKeys` writes it: Business Central's is the customer's number. */
  readonly key: string
}
