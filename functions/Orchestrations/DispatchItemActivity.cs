using Microsoft.Azure.Functions.Worker;
using SegFunctions.Dispatch;

namespace SegFunctions.Orchestrations;

/// <summary>Puts one attempt on the queue. Sent twice, the queue drops the second by its message id.</summary>
public sealed class DispatchItemActivity(InferenceQueue queue)
{
    [Function(FunctionNames.DispatchItem)]
    public Task RunAsync([ActivityTrigger] DispatchItemInput input, CancellationToken cancellationToken) =>
        queue.SendAsync(input.Request, input.Deadline, cancellationToken);
}
