import type { EntitySetModel, ServiceModel } from '../../dialects/odata/simulate.ts'
import type { Company } from '../../simulator/company/types.ts'
import { billingSets } from './billing.ts'
import { creditSets } from './credit.ts'
import { accountSets, postingSet } from './general-ledger.ts'
import { ledgerSet } from './ledger.ts'
import { purchaseOrderSets, salesOrderSets } from './orders.ts'
import { type PartnerNumber, partnerSets } from './partners.ts'
import { productSets, stockSet } from './products.ts'

/** The company as the released services of one SAP system. */
export function servicesOf(company: Company, numberOf: PartnerNumber): ServiceModel[] {
  return [
    service('API_BUSINESS_PARTNER', partnerSets(company, numberOf)),
    service('API_PRODUCT_SRV', productSets(company)),
    service('API_MATERIAL_STOCK_SRV', [stockSet(company)]),
    service('API_OPLACCTGDOCITEMCUBE_SRV', [ledgerSet(company)]),
    service('API_GLACCOUNTINCHARTOFACCOUNTS_SRV', accountSets(company)),
    service('API_GLACCOUNTLINEITEM', [postingSet(company)]),
    service('API_BILLING_DOCUMENT_SRV', billingSets(company)),
    service('API_CRDTMBUSINESSPARTNER', creditSets(company, numberOf)),
    service('API_SALES_ORDER_SRV', salesOrderSets(company)),
    service('API_PURCHASEORDER_PROCESS_SRV', purchaseOrderSets(company)),
  ]
}

const service = (name: string, sets: readonly EntitySetModel[]): ServiceModel => ({
  name,
  sets: Object.fromEntries(sets.map((set) => [set.name, set])),
})
