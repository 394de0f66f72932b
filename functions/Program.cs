using Microsoft.Azure.Functions.Worker.Builder;
using SegFunctions.Accounts;
using SegFunctions.Apis;
using SegFunctions.Apis.Cognite;
using SegFunctions.Apis.HitPaw;
using SegFunctions.Apis.Mcp;
using SegFunctions.Apis.Middleware;
using SegFunctions.Apis.Own;
using SegFunctions.Apis.PiApi;
using SegFunctions.Apis.Playground;
using SegFunctions.Apis.RemoveBg;
using SegFunctions.Apis.SegmentationApi;
using SegFunctions.Archives;
using SegFunctions.CrossOrigin;
using SegFunctions.Fetching;
using SegFunctions.Files;
using SegFunctions.Health;
using SegFunctions.Jobs;
using SegFunctions.Links;
using SegFunctions.Media;
using SegFunctions.Queues;
using SegFunctions.Results;
using SegFunctions.Retention;
using SegFunctions.Secrets;
using SegFunctions.Storage;
using SegFunctions.Submission;
using SegFunctions.Telemetry;
using SegFunctions.Webhooks;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseApis();
builder.Services
    .AddSingleton(TimeProvider.System).AddSingleton(Random.Shared)
    .AddStorage()
    .AddAccounts()
    .AddLinks().AddCrossOrigin()
    .AddSecrets()
    .AddFetching()
    .AddMedia().AddFiles()
    .AddJobs()
    .AddQueues()
    .AddResults()
    .AddArchives()
    .AddWebhooks()
    .AddSubmission()
    .AddOwnApi()
    .AddMcp()
    .AddSingleton<IApiSurface, HitPawSurface>()
    .AddPlayground()
    .AddSegmentationApiApi()
    .AddCogniteApi()
    .AddRemoveBgApi()
    .AddSingleton<IApiSurface, PiApiSurface>()
    .AddRetention()
    .AddHealth()
    .AddTelemetry(builder.Configuration);
builder.Build().Run();
