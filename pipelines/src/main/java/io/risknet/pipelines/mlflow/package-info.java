/** A training run logged to an MLflow tracking server, over its REST interface. */
package io.risknet.pipelines.mlflow;
