/** Freddie Mac's loans: from origination and performance files to loans with a default label. */
package io.risknet.pipelines.freddiemac;
