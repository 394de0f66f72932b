using System.Net;
using Emulators.Sqlite;
using Microsoft.Extensions.Logging;

namespace Emulators.FunctionsHost.Settings;

/// <summary>The options that a host is started with.</summary>
/// <param name="App">The app's assembly.</param>
/// <param name="Data">Folder for timers and durable state; created if it is missing.</param>
internal sealed record FunctionsHostOptions(string App, string Data)
{
    /// <summary>The HTTP endpoint; port 0 for a free one.</summary>
    public IPEndPoint Address { get; init; } = new(IPAddress.Loopback, 7071);

    /// <summary>Settings of the app, on top of this process's environment; named as in the environment.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Determines when timers are due and how long functions and requests may take.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Adds log providers. Levels come from host.json.</summary>
    public Action<ILoggingBuilder> ConfigureLogging { get; init; } = static _ => { };

    /// <summary>Called around every COMMIT and read of durable state. Null outside tests.</summary>
    public CommitProbe? DurableProbe { get; init; }

    /// <summary>How long running invocations may take to finish when the host stops.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);
}
