using System.Text.Json;
using Microsoft.Extensions.Options;
using SegFunctions.Fetching;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Webhooks;

namespace SegFunctions.Apis.PiApi;

/// <summary>Reads and validates requests for tasks.</summary>
internal sealed class PiApiOrders(
    InputUrls inputUrls, InputSources sources, UploadStore uploads, OutgoingUrls outgoing, IOptions<JobOptions> options, TimeProvider time)
{
    /// <summary>Limit for a picture that comes within a request.</summary>
    public const int MaxFileBytes = 10 << 20;

    private const string Image = "input.image";

    /// <summary>Limit for a request that may hold a picture.</summary>
    public static int MaxBodyBytes { get; } = InlineFile.MaxTextLength(MaxFileBytes) + JsonBody.MaxBytes;

    /// <summary>Collects all faults before refusing, and stores nothing of a refused request; a picture within an accepted request is stored.</summary>
    /// <exception cref="ApiException">Names every fault.</exception>
    public async Task<PiApiOrder> ReadAsync(JsonElement body, string account, int price, CancellationToken cancellationToken)
    {
        var faults = new WireFaults();
        var wanted = new WireReader(faults).Read<CreateTaskRequest>(body);
        if (wanted.Input is null)
        {
            faults.ThrowIfAny();
        }

        var (input, config) = (wanted.Input!, wanted.Config ?? new TaskConfigRequest("", null));
        var webhook = config.WebhookConfig ?? new WebhookConfigRequest("", "");
        var file = ReadFile(input.Image, faults);
        var ticket = file is null ? null : UploadTicket.Draw(account, file.ContentType);
        var (items, addresses) = ticket is null ? inputUrls.ToItems(account, [input.Image]) : ([new JobItem(ticket.UploadId, ticket.Blob)], []);
        var spec = PiApiMapping.ToSpec(input, items[0], account, price, time.GetUtcNow());
        foreach (var fault in JobValidation.FindFaults(spec, options.Value).Where(fault => !faults.Has(PiApiMapping.FieldOf(fault, spec))))
        {
            faults.Add(PiApiMapping.FieldOf(fault, spec), PiApiMapping.ToClause(fault));
        }

        if (webhook.Endpoint.Length > 0 && outgoing.FindWebhookFault(webhook.Endpoint) is { } endpointFault)
        {
            faults.Add("config.webhook_config.endpoint", endpointFault);
        }

        faults.ThrowIfAny();
        if (file is not null)
        {
            await uploads.StoreAsync(ticket!, new BinaryData(file.Bytes).ToStream(), cancellationToken);
        }

        var kept = new KeptTask(
            file is null ? input.Image : "",
            ticket?.Blob,
            input.Prompt,
            input.NegativePrompt,
            input.SegmentFactor,
            config.ServiceMode,
            webhook.Endpoint.Length + webhook.Secret.Length > 0,
            price);
        return new PiApiOrder(
            spec with
            {
                Sources = addresses.Count == 0 ? null : await sources.AddAsync(account, addresses, null, cancellationToken),
                Subscriptions = webhook.Endpoint.Length == 0 ? null : [PiApiDialect.Subscription],
            },
            kept,
            new Receiver(webhook.Endpoint, webhook.Secret));
    }

    /// <returns>Null for an address, and if there is a fault, which is recorded.</returns>
    private InlineFile? ReadFile(string image, WireFaults faults)
    {
        string? fault;
        var file = InlineFile.IsDataUri(image) ? InlineFile.TryRead(image, MaxFileBytes, out fault) : NoFile(out fault);
        if (fault is not null && !faults.Has(Image))
        {
            faults.Add(Image, fault);
        }

        return file;

        InlineFile? NoFile(out string? urlFault)
        {
            urlFault = inputUrls.FindFault(image);
            return null;
        }
    }
}

/// <summary>A task that a client requests.</summary>
/// <param name="Spec">A validated spec.</param>
/// <param name="Kept">What responses repeat of the request, except its webhook.</param>
/// <param name="Webhook">The request's webhook.</param>
internal sealed record PiApiOrder(JobSpec Spec, KeptTask Kept, Receiver Webhook);
