/** A champion and a challenger on the same rows. */
package io.risknet.pipelines.compare;
