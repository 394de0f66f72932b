using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

// What the host loads for the Durable Task Scheduler; loaded even though no binding uses it, which the third argument says. The version is the newest
// that was found in Microsoft's public samples (next to 3.13.0 of the durable extension). Which one its own worker package names today was not found.
[assembly: ExtensionInformation("Microsoft.Azure.WebJobs.Extensions.DurableTask.AzureManaged", "1.9.0", true)]
