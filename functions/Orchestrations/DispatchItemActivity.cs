using Microsoft.Azure.Functions.Worker;
using SegFunctions.Contract;
using SegFunctions.Dispatch;

namespace SegFunctions.Orchestrations;

/// <summary>Enqueues one attempt. If it is sent twice, the queue drops the second by its message id.</summary>
public sealed class DispatchItemActivity(InferenceQueue queue)
{
    [Function(FunctionNames.DispatchItem)]
    public Task RunAsync([ActivityTrigger] DispatchItemInput input, CancellationToken cancellationToken) =>
        queue.SendAsync(input.Request, input.Deadline, cancellationToken);
}

/// <param name="Deadline">A request still queued after this long is dropped: its attempt has been given up.</param>
public sealed record DispatchItemInput(InferenceRequest Request, TimeSpan Deadline);
