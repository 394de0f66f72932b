using SegFunctions.Inference;
using SegFunctions.Worker.Blobs;
using SegFunctions.Worker.Health;
using SegFunctions.Worker.Loading;
using SegFunctions.Worker.Requests;
using SegFunctions.Worker.Settings;
using SegFunctions.Worker.Telemetry;
using SegFunctions.Worker.Video;

const int ConfigurationFault = 2;

await Console.Error.WriteAsync(string.Concat(NativeHeap.Bound().Select(option => $"The C library refused {option}: the worker may keep memory that it no longer uses.\n")));
var builder = WebApplication.CreateBuilder(args);
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

// Below the 90 s that the container app grants, above what one photo takes.
builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(60));
builder.Services
    .AddSingleton(TimeProvider.System)
    .AddSettings()
    .AddHealth()
    .AddBlobs()
    .AddNetworks()
    .AddVideo()
    .AddRequests()
    .AddTelemetry(builder.Configuration);

var app = builder.Build();
if (args is [InstallCommand.Verb, ..])
{
    return await InstallCommand.RunAsync(app.Services);
}

var missing = await AddedDownload.FindFaultAsync(app.Services, CancellationToken.None);
if ((missing is null ? SettingsCheck.FindFaults(app.Services) : [missing]) is { Count: > 0 } faults)
{
    await Console.Error.WriteLineAsync($"The worker cannot start.\n{string.Join('\n', faults)}");
    return ConfigurationFault;
}

app.MapHealth();
await app.RunAsync();
return 0;
