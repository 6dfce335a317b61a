/**
 * Tables as batches of columns: schema, batches and their coder, the reader of delimited files and
 * the bridge to Beam rows. Everything else in RiskNet works on what this package defines.
 */
package io.risknet.transforms.records;
