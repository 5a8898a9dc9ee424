import type { EntitySetModel } from '../../dialects/odata/simulate.ts'
import type { Company } from '../../simulator/company/types.ts'
import { entitySet, to, toMany } from './model.ts'
import type { PartnerNumber } from './partners.ts'

/** Credit management knows partners, not customers. What nobody has set is zero without the flag that says zero is meant. */
export function creditSets(company: Company, numberOf: PartnerNumber): EntitySetModel[] {
  const accounts = company.creditAccounts.filter(({ system }) => system === 'sap')
  const partnerOf = (customerId: number) => numberOf(company.customers[customerId]!.keys.sap!)
  const partners = new Map(accounts.map((account) => [account.customerId, account]))
  return [
    entitySet({
      name: 'CreditManagementAccount',
      key: 'BusinessPartner CreditSegment',
      columns: {
        ids: 'BusinessPartner',
        text: 'CreditSegment CreditSegmentCurrency CreditAccountBlockReason',
        flags: 'CreditLimitIsZero CreditAccountIsBlocked BusinessPartnerIsCritical',
        days: 'CreditLimitValidityEndDate CreditLimitLastChangeDate CreditAccountResubmissionDate',
        numbers: 'CreditLimitAmount',
      },
      navigations: {
        to_CrdtMBusinessPartnerTP: to('CreditMgmtBusinessPartner', { BusinessPartner: 'BusinessPartner' }),
      },
      rows: () =>
        accounts.map(
          ({ customerId, segment, limit, currency, hold, holdReason, isCritical, validUntil, limitChangedOn }) => ({
            BusinessPartner: partnerOf(customerId),
            CreditSegment: segment,
            CreditSegmentCurrency: currency,
            CreditLimitAmount: limit ?? '0.00',
            CreditLimitIsZero: limit !== null && /^0+(\.0+)?$/.test(limit),
            CreditAccountIsBlocked: hold === 'held',
            CreditAccountBlockReason: holdReason ?? '',
            BusinessPartnerIsCritical: isCritical,
            CreditLimitValidityEndDate: validUntil,
            CreditLimitLastChangeDate: limitChangedOn,
            CreditAccountResubmissionDate: null,
          }),
        ),
    }),
    entitySet({
      name: 'CreditMgmtBusinessPartner',
      key: 'BusinessPartner',
      columns: { ids: 'BusinessPartner', text: 'CreditRiskClass CreditCheckRule CreditWorthinessScoreValue' },
      navigations: {
        to_CreditMgmtAccountTP: toMany('CreditManagementAccount', { BusinessPartner: 'BusinessPartner' }),
      },
      rows: () =>
        [...partners.values()].map(({ customerId, riskClass, score }) => ({
          BusinessPartner: partnerOf(customerId),
          CreditRiskClass: riskClass ?? '',
          CreditCheckRule: '01',
          CreditWorthinessScoreValue: score === null ? '' : `${score}`,
        })),
    }),
  ]
}
