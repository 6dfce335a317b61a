package io.risknet.transforms.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class whose methods may take a {@code TestPipeline}. The unit tests run it on the
 * DirectRunner, and {@code mvn verify} once more on embedded Flink.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("beam")
@ExtendWith(PipelineExtension.class)
public @interface BeamTest {}
