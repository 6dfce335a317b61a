package io.risknet.transforms.records;

import com.google.auto.service.AutoService;
import java.util.List;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviderRegistrar;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Tells Beam the coder of {@link RecordBatch}, so that pipelines need not: the batch itself knows
 * nothing of Beam.
 */
@AutoService(CoderProviderRegistrar.class)
public final class RecordBatchCoderRegistrar implements CoderProviderRegistrar {

  @Override
  public List<CoderProvider> getCoderProviders() {
    return List.of(
        CoderProviders.forCoder(TypeDescriptor.of(RecordBatch.class), RecordBatchCoder.of()));
  }
}
