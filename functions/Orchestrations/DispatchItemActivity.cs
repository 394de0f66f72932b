using Microsoft.Azure.Functions.Worker;
using SegFunctions.Dispatch;

namespace SegFunctions.Orchestrations;

/// <summary>Enqueues one attempt. If it is sent twice, the queue drops the second by its message id.</summary>
public sealed class DispatchItemActivity(InferenceQueue queue)
{
    [Function(FunctionNames.DispatchItem)]
    public Task RunAsync([ActivityTrigger] DispatchItemInput input, CancellationToken cancellationToken) =>
        queue.SendAsync(input.Request, input.Deadline, cancellationToken);
}
