using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Jobs;
using SegFunctions.Storage;
using SegFunctions.Submission;

namespace SegFunctions.Apis.RemoveBg;

/// <summary>remove.bg's API: cuts out a picture's main subject and returns it in the response.</summary>
public sealed class RemoveBgEndpoints(
    RemoveBgOrders orders, RemoveBgAnswers answers, RemoveBgRates rates, JobClient jobs, BlobStore blobs, AccountLedger ledger, AccountLimits limits)
{
    [Function("RemoveBg-RemoveBackground")]
    [Takes(typeof(RemovalRequest))]
    [Takes(typeof(RemovalForm), "multipart/form-data")]
    [Takes(typeof(RemovalRequest), "application/x-www-form-urlencoded")]
    [Answers(200, typeof(RemovalResponse))]
    [Answers(200, ContentType = "image/png")]
    [Answers(200, ContentType = "image/jpeg")]
    [Answers(200, ContentType = "image/webp")]
    [Answers(200, ContentType = "application/zip")]
    public async Task<IResult> RemoveBackgroundAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1.0/removebg")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var (id, spec, type) = await SubmitAsync(request, durable, cancellationToken);
        return rates.Announce(await answers.AnswerAsync(request, durable, id, spec, type, cancellationToken));
    }

    [Function("RemoveBg-GetAccount")]
    [Answers(200, typeof(BalanceResponse))]
    public async Task<IResult> GetAccountAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v1.0/account")] HttpRequest request, CancellationToken cancellationToken) =>
        rates.Announce(RemoveBgJson.Answer(RemoveBgMapping.ToAccount(await ledger.GetAsync(request.Account(), cancellationToken))));

    /// <remarks>A method of its own, so that the order is released when it returns: it may contain a picture, and the response takes a while.</remarks>
    private async Task<(JobId Id, JobSpec Spec, string? Type)> SubmitAsync(HttpRequest request, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var order = await orders.ReadAsync(request, cancellationToken);
        var spec = order.Spec;
        try
        {
            spec = await orders.StoreAsync(order, cancellationToken);
        }
        catch (Exception)
        {
            // Whatever failed, there is no job with which its pictures would be deleted.
            await RemoveInputsAsync(spec);
            throw;
        }

        try
        {
            return (await jobs.SubmitAsync(durable, spec, limits.Jobs(request.Key()), cancellationToken), spec, order.Type);
        }
        catch (JobRefusedException)
        {
            await RemoveInputsAsync(spec);
            throw;
        }
    }

    /// <remarks>The request's token is not used, since its client may have left.</remarks>
    private async Task RemoveInputsAsync(JobSpec spec)
    {
        foreach (var input in spec.OwnInputs)
        {
            await blobs.RemoveAsync(input, CancellationToken.None);
        }
    }
}
