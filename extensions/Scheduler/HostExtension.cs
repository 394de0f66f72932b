using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

// The extension that the host loads for the Durable Task Scheduler; the third argument makes it load even though no binding uses it. The version is the newest
// one found in Microsoft's public samples (next to 3.13.0 of the durable extension). Which version Microsoft's own worker package names today could not be determined.
[assembly: ExtensionInformation("Microsoft.Azure.WebJobs.Extensions.DurableTask.AzureManaged", "1.9.0", true)]
