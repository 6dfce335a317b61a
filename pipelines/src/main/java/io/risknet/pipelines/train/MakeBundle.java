package io.risknet.pipelines.train;

import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.spec.RunSpec;
import io.risknet.pipelines.spec.Specs;
import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.bundle.ModelBundleCoder;
import io.risknet.transforms.bundle.Provenance;
import io.risknet.transforms.bundle.StoredModel;
import io.risknet.transforms.calibration.Calibration;
import io.risknet.transforms.cleaning.CleaningRules;
import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.features.FittedFeatures;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.training.Parameter;
import io.risknet.transforms.training.TrainedModel;
import io.risknet.transforms.tuning.PlanTemplate;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;

/** Puts together what scoring needs: of the table, the id and the columns that features read. */
final class MakeBundle extends PTransform<PCollectionTuple, PCollection<ModelBundle>> {
  private static final long serialVersionUID = 1;

  private final String specJson;
  private final TableSchema schema;
  private final String startedAt;
  private final String commit;

  /**
   * Makes bundles.
   *
   * @param schema of the labelled table, which may have more columns than the files; columns known
   *     only later stay marked, so that a model that was forced to go by them is known by it
   * @param start of the run's manifest
   */
  MakeBundle(RunSpec spec, TableSchema schema, RunManifest start) {
    this.specJson = Specs.toJson(spec);
    this.schema = schema;
    this.startedAt = start.startedAt();
    this.commit = start.code().commit();
  }

  /** Takes what {@link BuildModel} puts out. */
  @Override
  public PCollection<ModelBundle> expand(PCollectionTuple built) {
    PCollectionView<Map<String, FeatureFits>> fits =
        built.get(BuildModel.FITS).apply("Fits", View.asMap());
    var made =
        built
            .get(BuildModel.MODEL)
            .apply(
                "Make",
                ParDo.of(new MakeFn(specJson, schema, startedAt, commit, fits))
                    .withSideInputs(fits))
            .setCoder(ModelBundleCoder.of());
    return built.has(BuildModel.CALIBRATION)
        ? calibrated(made, built.get(BuildModel.CALIBRATION))
        : made;
  }

  private static PCollection<ModelBundle> calibrated(
      PCollection<ModelBundle> bundle, PCollection<Calibration> calibration) {
    PCollectionView<Calibration> view = calibration.apply("Calibration", View.asSingleton());
    return bundle
        .apply("Calibrate", ParDo.of(new CalibrateFn(view)).withSideInputs(view))
        .setCoder(ModelBundleCoder.of());
  }

  private static final class CalibrateFn extends DoFn<ModelBundle, ModelBundle> {
    private static final long serialVersionUID = 1;

    private final PCollectionView<Calibration> calibration;

    CalibrateFn(PCollectionView<Calibration> calibration) {
      this.calibration = calibration;
    }

    @ProcessElement
    public void calibrate(ProcessContext context) {
      context.output(context.element().withCalibration(context.sideInput(calibration)));
    }
  }

  private static final class MakeFn extends DoFn<TrainedModel, ModelBundle> {
    private static final long serialVersionUID = 1;

    private final String specJson;
    private final TableSchema table;
    private final String startedAt;
    private final String commit;
    private final PCollectionView<Map<String, FeatureFits>> fitsView;

    MakeFn(
        String specJson,
        TableSchema table,
        String startedAt,
        String commit,
        PCollectionView<Map<String, FeatureFits>> fitsView) {
      this.specJson = specJson;
      this.table = table;
      this.startedAt = startedAt;
      this.commit = commit;
      this.fitsView = fitsView;
    }

    @ProcessElement
    public void make(ProcessContext context) {
      var reading = Specs.fromJson(specJson).table();
      var model = context.element();
      var features = context.sideInput(fitsView).get(PlanTemplate.key(model.plan())).total();
      var schema = neededColumns(table, features);
      var rules = new LinkedHashMap<>(reading.cleaning().columns());
      rules.keySet().retainAll(schema.columns().stream().map(ColumnSchema::name).toList());
      var provenance = provenance(model);
      context.output(
          ModelBundle.of(
                  schema,
                  CleaningRules.of(rules),
                  features,
                  StoredModel.of(model.model(), model.features(), provenance),
                  provenance)
              .withCommit(commit)
              .withReading(Specs.toTree(reading))
              .withMissing(reading.format().missing()));
    }

    /** Scoring should not fail for a column that the model has no use for. */
    private static TableSchema neededColumns(TableSchema table, FittedFeatures features) {
      var needed = new HashSet<>(features.inputs());
      return TableSchema.of(
          table.columns().stream()
              .filter(column -> column.role() == ColumnRole.ID || needed.contains(column.name()))
              .toList());
    }

    private Provenance provenance(TrainedModel model) {
      var parameters = new TreeMap<>(model.plan());
      model.parameters().forEach((name, value) -> parameters.put(name, Parameter.text(value)));
      parameters.put("rounds", Integer.toString(model.rounds()));
      parameters.put("learner", model.learner());
      return Provenance.of(
          model.trial(), parameters, model.training().toString(), Instant.parse(startedAt));
    }
  }
}
