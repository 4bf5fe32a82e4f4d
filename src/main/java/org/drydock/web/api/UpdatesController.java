package org.drydock.web.api;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.drydock.update.SynchronizationReport;
import org.drydock.update.UnusableSearchException;
import org.drydock.update.UpdateCatalog;
import org.drydock.update.UpdateListings;
import org.drydock.update.UpdatePage;
import org.drydock.update.UpdateSearch;
import org.drydock.update.UpdateSearch.Sorting;
import org.drydock.update.UpdateSources;
import org.drydock.update.UpdateState;
import org.drydock.web.audit.Audited;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The catalogue of software updates over HTTP. */
@RestController
@RequestMapping("/api/v1/updates")
class UpdatesController {

  private static final String DESCENDING = "desc";
  private static final String ASCENDING = "asc";

  private final UpdateCatalog catalog;
  private final UpdateListings listings;
  private final UpdateSources sources;
  private final Clock clock;

  UpdatesController(
      UpdateCatalog catalog, UpdateListings listings, UpdateSources sources, Clock clock) {
    this.catalog = catalog;
    this.listings = listings;
    this.sources = sources;
    this.clock = clock;
  }

  /**
   * One page of updates.
   *
   * @param next the address of the next page; absent on the last one
   */
  record UpdateList(List<UpdateSummary> items, String next) {}

  @PostMapping("/synchronize")
  @Audited("Synchronise updates")
  SynchronizationReport synchronize() {
    return catalog.synchronize();
  }

  /** Where updates come from, how old that is, and what was wrong with it. */
  @GetMapping("/sources")
  List<UpdateSourceView> sources() {
    Instant now = clock.instant();
    return sources.all().stream().map(source -> UpdateSourceView.of(source, now)).toList();
  }

  @GetMapping
  UpdateList updates(
      @RequestParam(required = false) String filter,
      @RequestParam(defaultValue = "all") String architecture,
      @RequestParam(defaultValue = "false") boolean superseded,
      @RequestParam(required = false) String classification,
      @RequestParam(required = false) String product,
      @RequestParam(required = false) String from,
      @RequestParam(required = false) String to,
      @RequestParam(required = false) String state,
      @RequestParam(defaultValue = "date") String sort,
      @RequestParam(required = false) String order,
      @RequestParam(required = false) String after,
      @RequestParam(defaultValue = "" + UpdateSearch.DEFAULT_SIZE) int size) {
    Sorting sorting = sorting(sort);
    UpdatePage page =
        catalog.search(
            new UpdateSearch(
                filter,
                architecture,
                superseded,
                classification,
                product,
                day("from", from),
                day("to", to),
                state == null ? null : UpdateState.of(state),
                sorting,
                isDescending(sorting, order),
                after,
                size));
    return new UpdateList(
        page.items().stream().map(UpdateSummary::of).toList(), address(page.next()));
  }

  @GetMapping("/{id}")
  UpdateDetails update(@PathVariable String id) {
    return UpdateDetails.of(listings.describe(id));
  }

  private static Sorting sorting(String sort) {
    try {
      return Sorting.valueOf(sort.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new UnusableSearchException(
          "Updates cannot be sorted by \""
              + sort
              + "\". Use date, title, kb, classification or size.");
    }
  }

  /** The newest first where nothing is said; all else from the beginning. */
  private static boolean isDescending(Sorting sort, String order) {
    if (order == null) {
      return sort == Sorting.DATE;
    }
    if (!order.equalsIgnoreCase(ASCENDING) && !order.equalsIgnoreCase(DESCENDING)) {
      throw new UnusableSearchException("\"" + order + "\" is no order. Use asc or desc.");
    }
    return order.equalsIgnoreCase(DESCENDING);
  }

  private static LocalDate day(String name, String written) {
    try {
      return written == null ? null : LocalDate.parse(written);
    } catch (DateTimeException e) {
      throw new UnusableSearchException(
          name + " is \"" + written + "\", which is no day. Write it as 2026-01-31.");
    }
  }

  private static String address(String next) {
    return next == null
        ? null
        : ServletUriComponentsBuilder.fromCurrentRequest()
            .replaceQueryParam("after", next)
            .scheme(null)
            .host(null)
            .port(null)
            .toUriString();
  }
}
