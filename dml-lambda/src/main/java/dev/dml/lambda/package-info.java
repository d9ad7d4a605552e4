/** The AWS Lambda function: it runs batches of tasks on data that it finds in a bucket. */
package dev.dml.lambda;
