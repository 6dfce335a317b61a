package io.risknet.transforms.records;

import org.apache.beam.sdk.testing.CoderProperties;
import org.junit.jupiter.api.Test;

class RejectCoderTest {

  @Test
  void roundTripKeepsEveryField() throws Exception {
    CoderProperties.coderDecodeEncodeEqual(
        RejectCoder.of(),
        new Reject("read", "a.csv", 3, 1L << 40, "dti", "is no number", "x\uFFFD😀"));
  }

  @Test
  void roundTripKeepsWhatIsNotKnown() throws Exception {
    CoderProperties.coderDecodeEncodeEqual(
        RejectCoder.of(), new Reject("score", "", Reject.WHOLE_FILE, 0, "", "", ""));
  }
}
