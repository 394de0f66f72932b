using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using SegFunctions.Benchmarks.Comparison;

namespace SegFunctions.Benchmarks.Webhooks;

/// <summary>Makes other .NET processes run a full garbage collection, as heap tools do.</summary>
internal static class ForcedCollection
{
    /// <summary>Keyword of the runtime's provider: a full, blocking collection when a session starts.</summary>
    private const long CollectHeap = 0x800000;

    private const int BufferMegabytes = 1;

    /// <summary>Objects that finalizers make unreachable are collected by the second one.</summary>
    private const int Collections = 2;

    /// <param name="root">Id of a process; includes every .NET process below it.</param>
    public static async Task RunAsync(int root)
    {
        foreach (var id in ProcessTree.Of(root).Intersect(DiagnosticsClient.GetPublishedProcesses()))
        {
            for (var i = 0; i < Collections; i++)
            {
                using var session = new DiagnosticsClient(id).StartEventPipeSession(
                    new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, CollectHeap), requestRundown: false, BufferMegabytes);

                // The session ends only after everything in it was read.
                var reading = Task.Run(() => session.EventStream.CopyToAsync(Stream.Null));
                session.Stop();
                await reading;
            }
        }
    }
}
