using Microsoft.Azure.Functions.Worker.Builder;
using SegFunctions.Accounts;
using SegFunctions.Apis;
using SegFunctions.Dispatch;
using SegFunctions.Health;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Results;
using SegFunctions.Retention;
using SegFunctions.Telemetry;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<ExceptionAnswers>();
builder.UseMiddleware<ApiKeyAuthentication>();
builder.UseMiddleware<RequestRateLimit>();
builder.Services
    .AddSingleton(TimeProvider.System)
    .AddStorage()
    .AddAccounts()
    .AddJobs()
    .AddDispatch()
    .AddMedia()
    .AddResults()
    .AddRetention()
    .AddHealth()
    .AddTelemetry(builder.Configuration);
builder.Build().Run();
