using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

// What the host loads for the Durable Task Scheduler; taken without a binding of it being used, which the third argument says. The version is the newest
// that was found named in Microsoft's public samples (beside 3.13.0 of the durable extension). Which one its own worker package names today was not found.
[assembly: ExtensionInformation("Microsoft.Azure.WebJobs.Extensions.DurableTask.AzureManaged", "1.9.0", true)]
