package dev.dml.aws.deployment;

import dev.dml.aws.FunctionSettings;
import dev.dml.aws.fanout.AttemptLog;
import dev.dml.aws.fanout.CloudBackend;
import dev.dml.run.RunDirectory;
import dev.dml.usage.CloudUsage.StoreRequests;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** What runs batches in an AWS account, and the bucket beside it, with open connections to both. */
public interface Cloud extends AutoCloseable {

  /**
   * Tells somebody from now on what runs wait for, in a few words, such as that AWS cannot be
   * reached; nothing when they go on. Any thread may do so.
   */
  void watch(Consumer<String> other);

  /** The name of the bucket. */
  String bucketName();

  /** The region. */
  String region();

  /** The directory of a run in the bucket. */
  RunDirectory run(String name);

  /** This program's requests to the bucket so far. */
  StoreRequests storeRequests();

  /**
   * What runs the batches; AWS is asked each time. From then on, the bucket must be of its account.
   *
   * @param dataBytes the data as doubles
   * @throws dev.dml.data.InvalidInput if it is not there or the data do not fit into its memory
   */
  FunctionSettings host(long dataBytes);

  /**
   * The backend of a run, which begins now.
   *
   * @param run its directory
   * @param host what runs the batches
   * @param log is told of every batch that is sent
   * @param budget whether another one may be sent while so many run
   */
  CloudBackend backend(
      RunDirectory run, FunctionSettings host, AttemptLog log, IntPredicate budget);

  @Override
  void close();
}
