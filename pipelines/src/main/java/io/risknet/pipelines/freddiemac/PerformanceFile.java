package io.risknet.pipelines.freddiemac;

import io.risknet.transforms.records.DelimitedFormat;
import java.util.List;

/** The layout of the monthly performance files. */
final class PerformanceFile {
  /** The oldest releases end after this many columns. */
  private static final int MIN_COLUMNS = 27;

  private static final List<String> COLUMNS =
      List.of(
          "loan_sequence_number",
          "monthly_reporting_period",
          "current_upb",
          "delinquency_status",
          "loan_age",
          "remaining_months",
          "defect_settlement_date",
          "modification_flag",
          "zero_balance_code",
          "zero_balance_date",
          "current_interest_rate",
          "deferred_upb",
          "due_date_last_paid_installment",
          "mi_recoveries",
          "net_sale_proceeds",
          "non_mi_recoveries",
          "expenses",
          "legal_costs",
          "maintenance_costs",
          "taxes_and_insurance",
          "misc_expenses",
          "actual_loss",
          "modification_cost",
          "step_modification",
          "payment_deferral",
          "eltv",
          "zero_balance_removal_upb",
          "delinquent_accrued_interest",
          "disaster_delinquency",
          "borrower_assistance",
          "current_month_modification_cost",
          "interest_bearing_upb");

  private PerformanceFile() {}

  static DelimitedFormat format() {
    return DelimitedFormat.of('|').withColumns(COLUMNS).withMinColumns(MIN_COLUMNS);
  }
}
