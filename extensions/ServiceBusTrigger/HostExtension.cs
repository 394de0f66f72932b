using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

// What the host loads for the trigger. Microsoft's own worker package 5.23.0 names this version; read in the test data of Azure Functions' .NET Sdk
// (record NugetPackage in namespace Azure.Functions.Sdk.Tests). What 5.24.0 names was not found.
[assembly: ExtensionInformation("Microsoft.Azure.WebJobs.Extensions.ServiceBus", "5.17.0")]
