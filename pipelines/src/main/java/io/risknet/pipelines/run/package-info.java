/**
 * What every command runs on: files found, tables read and labelled, results and the manifest
 * written.
 */
package io.risknet.pipelines.run;
