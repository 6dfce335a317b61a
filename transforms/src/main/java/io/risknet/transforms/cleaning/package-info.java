/**
 * Cleaning by rules that belong to the data's description, not to the code: what stands for
 * missing, what range and what set of values is believable, and what happens to the rest. The rules
 * are plain values without Beam, so that a service cleans one loan exactly as the pipeline cleans a
 * table.
 */
package io.risknet.transforms.cleaning;
