package dev.dml.aws.invocation;

import dev.dml.aws.FunctionSettings;
import dev.dml.aws.fanout.Reply;
import dev.dml.aws.fanout.SampleTasks;
import java.time.Duration;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Invocations and the answers to them. */
abstract class Invocations {

  final Invocation invocation =
      new Invocation(new FunctionSettings("dml:live", 1769, Duration.ofSeconds(60), "arm64"));

  Reply failed(String payload) {
    return failed(invocation, payload, 2);
  }

  /** Of a batch of so many tasks. */
  static Reply failed(Invocation invocation, String payload, int tasks) {
    return invocation.reply(
        InvokeResponse.builder()
            .statusCode(200)
            .functionError("Unhandled")
            .payload(SdkBytes.fromUtf8String(payload))
            .build(),
        SampleTasks.byKey(SampleTasks.of(1).subList(0, tasks)));
  }
}
