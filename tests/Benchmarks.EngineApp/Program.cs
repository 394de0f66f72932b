using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
// The host would drop them, but only after they have been sent.
builder.Logging.SetMinimumLevel(LogLevel.Warning);
await builder.Build().RunAsync();
