package io.risknet.transforms.bundle;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DateTimeProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.URLProvenance;
import java.net.MalformedURLException;
import java.net.URL;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.common.xgboost.XGBoostExternalModel;
import org.tribuo.common.xgboost.protos.XGBoostExternalModelProto;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.interop.ExternalDatasetProvenance;
import org.tribuo.interop.ExternalTrainerProvenance;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Puts our provenance into a Tribuo model. Tribuo stamps an external model with the current time
 * (three times) and the working directory, without a setter for them, so they are replaced in the
 * protobuf form.
 */
final class TribuoProvenance {
  private static final String NAME = "risknet";

  private final Provenance provenance;
  private final OffsetDateTime time;
  private final XGBoostExternalModel<Label> model;

  private TribuoProvenance(Provenance provenance, XGBoostExternalModel<Label> model) {
    this.provenance = provenance;
    this.time = Instant.parse(provenance.trainedAt()).atOffset(ZoneOffset.UTC);
    this.model = model;
  }

  /** The protobuf form of a model, with this provenance. */
  static ModelProto put(Provenance provenance, XGBoostExternalModel<Label> model)
      throws InvalidProtocolBufferException, MalformedURLException {
    var proto = model.serialize();
    var data = proto.getSerializedData().unpack(XGBoostExternalModelProto.class);
    var carrier =
        new ModelDataCarrier<>(
            NAME,
            new TribuoProvenance(provenance, model).ofModel(),
            model.getFeatureIDMap(),
            model.getOutputIDInfo(),
            true,
            Versions.current().get("tribuo"));
    var changed = data.toBuilder().setMetadata(carrier.serialize()).build();
    return proto.toBuilder().setSerializedData(Any.pack(changed)).build();
  }

  private ModelProvenance ofModel() throws MalformedURLException {
    return new ModelProvenance(
        XGBoostExternalModel.class.getName(), time, ofDataset(), ofTrainer(), ofInstance(), false);
  }

  private Map<String, com.oracle.labs.mlrg.olcut.provenance.Provenance> ofInstance() {
    var values = ImmutableMap.<String, String>builder();
    values.put("risknet-version", Versions.current().get("risknet"));
    values.put("trial", provenance.trial());
    provenance.parameters().forEach((name, value) -> values.put("parameter:" + name, value));
    var wrapped = new HashMap<String, com.oracle.labs.mlrg.olcut.provenance.Provenance>();
    values.buildOrThrow().forEach((k, value) -> wrapped.put(k, new StringProvenance(k, value)));
    return wrapped;
  }

  private ExternalDatasetProvenance ofDataset() {
    var features = model.getFeatureIDMap().size();
    var dataset =
        new ExternalDatasetProvenance(provenance.data(), new LabelFactory(), false, features, 2);
    var source = new SimpleDataSourceProvenance(provenance.data(), time, new LabelFactory());
    return new ExternalDatasetProvenance(replaced(dataset, Map.of("datasource", source)));
  }

  private ExternalTrainerProvenance ofTrainer() throws MalformedURLException {
    var trainer = (ExternalTrainerProvenance) model.getProvenance().getTrainerProvenance();
    var location = new URLProvenance("location", new URL("file:" + BundleFormat.BOOSTER));
    var modified = new DateTimeProvenance("fileModifiedTime", time);
    return new ExternalTrainerProvenance(
        replaced(trainer, Map.of("location", location, "fileModifiedTime", modified)));
  }

  private static Map<String, com.oracle.labs.mlrg.olcut.provenance.Provenance> replaced(
      ObjectProvenance old,
      Map<String, ? extends com.oracle.labs.mlrg.olcut.provenance.Provenance> changes) {
    var values = new HashMap<String, com.oracle.labs.mlrg.olcut.provenance.Provenance>();
    old.forEach(entry -> values.put(entry.getA(), entry.getB()));
    checkArgument(
        values.keySet().containsAll(changes.keySet()),
        "Tribuo's provenance has %s, and lacks one of %s.",
        values.keySet(),
        changes.keySet());
    values.putAll(changes);
    return values;
  }
}
