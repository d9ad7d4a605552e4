/**
 * The fan-out: tasks in batches, each an invocation of an AWS Lambda function, under a limit of
 * concurrency that adapts, with retries by class of error and duplicates of stragglers.
 */
package dev.dml.aws.fanout;
