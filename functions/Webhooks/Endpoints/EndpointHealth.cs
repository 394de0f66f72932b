using Microsoft.Extensions.Options;
using SegFunctions.Accounts.Ledger;

namespace SegFunctions.Webhooks.Endpoints;

/// <summary>Tracks the attempts at an endpoint: pauses it when it is overwhelmed, and disables it after failing for long. Nothing is written while attempts succeed.</summary>
public sealed class EndpointHealth(EndpointTable endpoints, AccountLedger ledger, IOptions<WebhookOptions> options, TimeProvider time, ILogger<EndpointHealth> logger)
{
    /// <summary>How long an overwhelmed endpoint is paused, at least.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(24);

    /// <param name="endpoint">The endpoint's state when the attempt began.</param>
    /// <param name="status">The response's status; null if there was no response.</param>
    /// <param name="isConfirmed">Whether the attempt succeeded.</param>
    /// <param name="retryAfter">The delay that the endpoint requested; null for none.</param>
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
