using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

// Taken without a binding of it being used, which the third argument says.
[assembly: ExtensionInformation("Microsoft.Azure.WebJobs.Extensions.DurableTask.AzureManaged", "1.9.0", true)]
