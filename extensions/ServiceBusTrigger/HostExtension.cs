using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

// The extension that the host loads for the trigger. Microsoft's own worker package 5.23.0 names this version, according to the test data of Azure Functions' .NET Sdk
// (record NugetPackage in namespace Azure.Functions.Sdk.Tests). Which version 5.24.0 names could not be determined.
[assembly: ExtensionInformation("Microsoft.Azure.WebJobs.Extensions.ServiceBus", "5.17.0")]
