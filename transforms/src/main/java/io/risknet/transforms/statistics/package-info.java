/**
 * What is counted and summed over rows: exact or of a known error, mergeable, and the same whatever
 * the order of the rows and however they were sharded.
 */
package io.risknet.transforms.statistics;
