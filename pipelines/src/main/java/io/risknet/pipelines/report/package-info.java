/**
 * {@code report.html}: a run as a page that a credit-risk team reads, in one file that needs no
 * network. Java gathers the data and judges it; the page's own script draws it with ECharts.
 */
package io.risknet.pipelines.report;
