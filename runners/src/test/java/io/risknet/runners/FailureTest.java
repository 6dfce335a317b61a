package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.training.XGBoostLearner;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.util.UserCodeException;
import org.junit.jupiter.api.Test;

class FailureTest {

  @Test
  void fullDisk() {
    assertThat(message(new IOException("No space left on device")))
        .isEqualTo(
            "The disk is full: make room under --output and --tempLocation, then run again with"
                + " --overwrite; 'risknet train' takes --resume, which keeps the trainings that are"
                + " finished.");
  }

  @Test
  void fullDiskFarBelowAnotherError() {
    var cause =
        new IllegalStateException("write failed", new IOException("No space left on device"));
    assertThat(message(new RuntimeException("Pipeline execution failed", cause)))
        .startsWith("The disk is full");
  }

  @Test
  void fullDiskIsForTheUserToMend() {
    assertThat(Failure.of(new IOException("/out/x: No space left on device")).exitCode())
        .isEqualTo(2);
  }

  @Test
  void accessDenied() {
    assertThat(message(new UncheckedIOException(new AccessDeniedException("/out/manifest.json"))))
        .isEqualTo(
            "There is no permission for /out/manifest.json: grant it or choose another path.");
  }

  @Test
  void permissionDenied() {
    assertThat(message(new FileNotFoundException("/out/x (Permission denied)")))
        .isEqualTo("There is no permission for /out/x: grant it or choose another path.");
  }

  @Test
  void permissionDeniedIsForTheUserToMend() {
    assertThat(Failure.of(new FileNotFoundException("/out/x (Permission denied)")).exitCode())
        .isEqualTo(2);
  }

  @Test
  void vanishedFile() {
    assertThat(message(new PipelineExecutionException(new NoSuchFileException("/in/loans.txt"))))
        .isEqualTo("There is no file /in/loans.txt.");
  }

  @Test
  void usedUpMemory() {
    assertThat(message(new RuntimeException(new OutOfMemoryError("Java heap space"))))
        .isEqualTo(
            "The memory is used up (Java heap space): give the JVM more with"
                + " RISKNET_JAVA_OPTS=-Xmx..., or more workers.");
  }

  @Test
  void nativeLibraryThatDoesNotLoad() {
    var cause = new UnsatisfiedLinkError("libgomp.so.1: cannot open shared object file");
    var failure =
        Failure.of(new IllegalStateException("Failed: trial", XGBoostLearner.notLoaded(cause)));
    assertThat(failure.message()).contains("install the OpenMP runtime (libgomp1 on Debian");
    assertThat(failure.exitCode()).isEqualTo(2);
  }

  @Test
  void sentenceOfAStepIsTakenOutOfBeamsWrapping() {
    var sentence = new IllegalArgumentException("The label has only one class.");
    assertThat(message(new PipelineExecutionException(UserCodeException.wrap(sentence))))
        .isEqualTo("The label has only one class.");
  }

  @Test
  void outermostSentenceWinsOverTheOneOfALibrary() {
    var library = new IOException("Unable to create parent directories");
    assertThat(message(new UncheckedIOException("Can't write to the output /out.", library)))
        .isEqualTo("Can't write to the output /out.");
  }

  @Test
  void wrapperWithoutWordsOfItsOwnIsPassedOver() {
    assertThat(message(new UncheckedIOException(new IOException("The model can't be read."))))
        .isEqualTo("The model can't be read.");
  }

  @Test
  void aCheckThatFailedHasACodeOfItsOwn() {
    var failure = Failure.of(new CheckFailedException("The index is too large."));
    assertThat(failure.message()).isEqualTo("The index is too large.");
    assertThat(failure.exitCode()).isEqualTo(3);
  }

  @Test
  void severalLinesBecomeOneSentence() {
    assertThat(message(new IllegalArgumentException("The spec is wrong\n  in line 3")))
        .isEqualTo("The spec is wrong in line 3.");
  }

  @Test
  void faultOfTheProgramNamesTheException() {
    assertThat(message(new IllegalStateException("No winner")))
        .isEqualTo(
            "Something went wrong inside RiskNet (java.lang.IllegalStateException: No winner); run"
                + " again with --verbose for the details.");
  }

  @Test
  void faultOfTheProgramHasExitCodeOne() {
    assertThat(Failure.of(new IllegalStateException("No winner")).exitCode()).isEqualTo(1);
  }

  private static String message(Throwable thrown) {
    return Failure.of(thrown).message();
  }
}
