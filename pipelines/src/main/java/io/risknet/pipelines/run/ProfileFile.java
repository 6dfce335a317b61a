package io.risknet.pipelines.run;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.risknet.transforms.profiling.TableProfile;
import io.risknet.transforms.records.AtomicFile;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The file {@code profile.json} of a run: one profile, or one for each part. */
public final class ProfileFile {
  /** Its name below the run's directory. */
  public static final String NAME = "profile.json";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private ProfileFile() {}

  /** Writes the profile of a table. */
  public static void write(OutputDirectory output, TableProfile profile) throws IOException {
    AtomicFile.write(output.below(NAME), MAPPER.writeValueAsBytes(profile));
  }

  /** Writes the profiles of parts, by their names. */
  public static void write(OutputDirectory output, Map<String, TableProfile> parts)
      throws IOException {
    AtomicFile.write(output.below(NAME), MAPPER.writeValueAsBytes(new TreeMap<>(parts)));
  }

  /** The profile of a table that was written. */
  public static TableProfile read(OutputDirectory output) throws IOException {
    var bytes =
        AtomicFile.read(output.below(NAME))
            .orElseThrow(() -> new IOException("There is no " + output.below(NAME) + "."));
    return MAPPER.readValue(bytes, TableProfile.class);
  }
}
