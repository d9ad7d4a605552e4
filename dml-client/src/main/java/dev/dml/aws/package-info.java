/** Where in AWS the function and the bucket are, and what is known of them. */
package dev.dml.aws;
