/**
 * Profiles of tables, and how far rows have moved away from a profile: counts, missing shares,
 * ranges, categories and the population stability index of each column. {@link
 * io.risknet.transforms.profiling.ProfileRecords} makes them in one pass; the values are plain Java
 * and do not depend on the order of the rows.
 */
package io.risknet.transforms.profiling;
