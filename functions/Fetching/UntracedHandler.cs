using System.Diagnostics;

namespace SegFunctions.Fetching;

/// <summary>Keeps the service's trace ids inside: a request to an address that a user names carries none.</summary>
internal sealed class UntracedHandler : DelegatingHandler
{
    private static readonly AsyncLocal<bool> IsUntraced = new();

    /// <summary>Call before creating the innermost handler: it captures the current propagator, and the guarding library hides the property that would set another one.</summary>
    public static void Prepare()
    {
        if (DistributedContextPropagator.Current is not Propagator)
        {
            DistributedContextPropagator.Current = new Propagator(DistributedContextPropagator.Current);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        IsUntraced.Value = true;
        return await base.SendAsync(request, cancellationToken);
    }

    private sealed class Propagator(DistributedContextPropagator inner) : DistributedContextPropagator
    {
        public override IReadOnlyCollection<string> Fields => inner.Fields;

        public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
        {
            if (!IsUntraced.Value)
            {
                inner.Inject(activity, carrier, setter);
            }
        }

        public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
            inner.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);

        public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) =>
            inner.ExtractBaggage(carrier, getter);
    }
}
