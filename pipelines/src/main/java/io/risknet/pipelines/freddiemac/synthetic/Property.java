package io.risknet.pipelines.freddiemac.synthetic;

/**
 * What secures the loan.
 *
 * @param msa metropolitan area, 0 outside one
 * @param postalPrefix first three digits of the postal code
 * @param units 1-4, 99 missing
 * @param type two letters, "99" missing
 */
record Property(String state, int msa, int postalPrefix, int units, String type, char valuation) {
  static final int NO_UNITS = 99;
}
