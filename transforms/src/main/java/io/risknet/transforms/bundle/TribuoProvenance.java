package io.risknet.transforms.bundle;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
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
import java.util.Optional;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.protos.ClassificationLinearSGDProto;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.common.tree.protos.TreeModelProto;
import org.tribuo.common.xgboost.XGBoostExternalModel;
import org.tribuo.common.xgboost.protos.XGBoostExternalModelProto;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.interop.ExternalDatasetProvenance;
import org.tribuo.interop.ExternalTrainerProvenance;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.protos.core.WeightedEnsembleModelProto;
import org.tribuo.provenance.EnsembleModelProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.provenance.TrainerProvenance;

/**
 * Puts our provenance into a Tribuo model. Tribuo stamps a model with the current time and the
 * machine, some several times, without a setter for them, so they are replaced in the protobuf
 * form.
 */
final class TribuoProvenance {
  private static final String NAME = "risknet";

  /** What each kind of model is stored as; others keep their provenance. */
  private static final ImmutableMap<String, Class<? extends Message>> FORMS =
      ImmutableMap.of(
          XGBoostExternalModel.class.getName(), XGBoostExternalModelProto.class,
          LinearSGDModel.class.getName(), ClassificationLinearSGDProto.class,
          TreeModel.class.getName(), TreeModelProto.class,
          WeightedEnsembleModel.class.getName(), WeightedEnsembleModelProto.class);

  private final Provenance provenance;
  private final OffsetDateTime time;

  private TribuoProvenance(Provenance provenance) {
    this.provenance = provenance;
    this.time = Instant.parse(provenance.trainedAt()).atOffset(ZoneOffset.UTC);
  }

  /** The protobuf form of a model, with this provenance. */
  static ModelProto put(Provenance provenance, Model<Label> model)
      throws InvalidProtocolBufferException, MalformedURLException {
    return new TribuoProvenance(provenance).put(model.serialize());
  }

  /**
   * The provenance of a model in its protobuf form, as text; nothing of a kind of model that keeps
   * Tribuo's own, which names the machine.
   */
  static Optional<String> text(byte[] model) {
    try {
      var proto = ModelProto.parseFrom(model);
      var form = FORMS.get(proto.getClassName());
      if (form == null) {
        return Optional.empty();
      }
      var data = proto.getSerializedData().unpack(form);
      var metadata = (ModelDataProto) data.getField(metadata(data));
      var provenance = ModelDataCarrier.deserialize(metadata).provenance();
      return Optional.of(ProvenanceUtil.formattedProvenanceString(provenance));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("Tribuo's model can't be read.", e);
    }
  }

  /** Every kind of model has such a field. */
  private static FieldDescriptor metadata(MessageOrBuilder data) {
    return data.getDescriptorForType().findFieldByName("metadata");
  }

  private ModelProto put(ModelProto model)
      throws InvalidProtocolBufferException, MalformedURLException {
    var form = FORMS.get(model.getClassName());
    if (form == null) {
      return model;
    }
    var data = model.getSerializedData().unpack(form).toBuilder();
    var metadata = metadata(data);
    data.setField(metadata, changed((ModelDataProto) data.getField(metadata)));
    if (data instanceof WeightedEnsembleModelProto.Builder ensemble) {
      for (int i = 0; i < ensemble.getModelsCount(); i++) {
        ensemble.setModels(i, put(ensemble.getModels(i)));
      }
    }
    return model.toBuilder().setSerializedData(Any.pack(data.build())).build();
  }

  private ModelDataProto changed(ModelDataProto metadata) throws MalformedURLException {
    var old = ModelDataCarrier.deserialize(metadata);
    return new ModelDataCarrier<>(
            NAME,
            ofModel(old),
            old.featureDomain(),
            old.outputDomain(),
            old.generatesProbabilities(),
            old.tribuoVersion())
        .serialize();
  }

  private ModelProvenance ofModel(ModelDataCarrier<?> old) throws MalformedURLException {
    var type = old.provenance().getClassName();
    var dataset = ofDataset(old.featureDomain().size());
    var trainer = ofTrainer(old.provenance().getTrainerProvenance());
    return old.provenance() instanceof EnsembleModelProvenance
        // The members tell of themselves, once is enough.
        ? new EnsembleModelProvenance(
            type, time, dataset, trainer, ofInstance(), false, new ListProvenance<>())
        : new ModelProvenance(type, time, dataset, trainer, ofInstance(), false);
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

  private ExternalDatasetProvenance ofDataset(int features) {
    var dataset =
        new ExternalDatasetProvenance(provenance.data(), new LabelFactory(), false, features, 2);
    var source = new SimpleDataSourceProvenance(provenance.data(), time, new LabelFactory());
    return new ExternalDatasetProvenance(replaced(dataset, Map.of("datasource", source)));
  }

  /** Only that of a wrapped booster names a place and a time. */
  private TrainerProvenance ofTrainer(TrainerProvenance trainer) throws MalformedURLException {
    if (!(trainer instanceof ExternalTrainerProvenance)) {
      return trainer;
    }
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
