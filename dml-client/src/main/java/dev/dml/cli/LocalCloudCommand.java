package dev.dml.cli;

import dev.dml.data.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code dml local-cloud}, which another program does: it is here to be found. */
@Command(
    name = "local-cloud",
    description = "Runs a command with AWS Lambda and S3 on this machine, without an account.")
final class LocalCloudCommand implements Callable<Integer> {

  @Unmatched private List<String> ignored = new ArrayList<>();

  @Override
  public Integer call() {
    throw new InvalidInput(
        "local-cloud is not part of this jar; start it with the script dml of the sources");
  }
}
