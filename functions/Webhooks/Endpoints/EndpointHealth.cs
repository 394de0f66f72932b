using Microsoft.Extensions.Options;
using SegFunctions.Accounts.Ledger;

namespace SegFunctions.Webhooks.Endpoints;

/// <summary>What attempts say about an endpoint: slow it, and in the end disable it. Nothing is written while it keeps answering well.</summary>
public sealed class EndpointHealth(EndpointTable endpoints, AccountLedger ledger, IOptions<WebhookOptions> options, TimeProvider time, ILogger<EndpointHealth> logger)
{
    /// <summary>How long an endpoint is left alone that is overwhelmed and does not say how long.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(24);

    /// <param name="endpoint">As it was when the attempt began.</param>
    /// <param name="status">What it answered; null if nothing.</param>
    /// <param name="isConfirmed">Whether that was a success.</param>
    /// <param name="retryAfter">What it asked for.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task NoteAsync(WebhookEndpoint endpoint, int? status, bool isConfirmed, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (ReferenceEquals(Judge(endpoint), endpoint))
        {
            return;
        }

        var changed = await endpoints.ChangeAsync(endpoint.Account, endpoint.Id, Judge, cancellationToken);
        if (changed?.Disabled is { } reason)
        {
            await ledger.SubscribeAsync(endpoint.Account, endpoint.Id, null, cancellationToken);
            logger.EndpointDisabled(endpoint.Id, reason);
        }

        WebhookEndpoint Judge(WebhookEndpoint current)
        {
            if (isConfirmed)
            {
                return current.FailingSince is null ? current : current with { FailingSince = null, PausedUntil = null };
            }

            var failing = current.FailingSince is null ? current with { FailingSince = now } : current;
            return failing.Disabled is not null ? failing
                : status == StatusCodes.Status410Gone ? failing with { Disabled = EndpointDisabled.Gone }
                : failing.FailingSince + options.Value.DisableAfter <= now ? failing with { Disabled = EndpointDisabled.Failing }
                : IsOverwhelmed(status) ? failing with { PausedUntil = now + PauseFor(retryAfter) }
                : failing;
        }
    }

    private static bool IsOverwhelmed(int? status) =>
        status is StatusCodes.Status429TooManyRequests or StatusCodes.Status502BadGateway or StatusCodes.Status504GatewayTimeout;

    private static TimeSpan PauseFor(TimeSpan? retryAfter) => retryAfter is not { } asked || asked < Pause ? Pause : asked < LongestPause ? asked : LongestPause;
}
