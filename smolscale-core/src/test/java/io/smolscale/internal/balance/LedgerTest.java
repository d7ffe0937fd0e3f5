package io.smolscale.internal.balance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Price PRICE = new Price(4);
  private static final long MOST = Ledger.MOST_WAKES * PRICE.nanos();

  private final Ledger credit = Ledger.ofCredit(PRICE);
  private final Ledger debt = Ledger.ofDebt(PRICE);

  @Test
  void aNewLedgerIsEmpty() {
    assertThat(credit.isInCredit()).isFalse();
    assertThat(debt.debt()).isZero();
  }

  @Test
  void whatIsEarnedCanBeSpent() {
    credit.earn(20);
    credit.charge(19);
    assertThat(credit.isInCredit()).isTrue();
    credit.charge(1);
    assertThat(credit.isInCredit()).isFalse();
  }

  @Test
  void aLedgerOfCreditForgetsWhatItCannotPay() {
    credit.charge(1_000);
    assertThat(credit.debt()).isZero();
    credit.earn(1);
    assertThat(credit.isInCredit()).isTrue();
  }

  @Test
  void aLedgerOfDebtSavesNothing() {
    debt.earn(1_000);
    assertThat(debt.isInCredit()).isFalse();
    debt.charge(1);
    assertThat(debt.debt()).isEqualTo(1);
  }

  @Test
  void bothHaveBounds() {
    credit.earn(1_000);
    credit.charge(MOST);
    assertThat(credit.isInCredit()).isFalse();
    debt.charge(1_000);
    assertThat(debt.debt()).isEqualTo(MOST);
  }

  @Test
  void forgivingHalvesADebt() {
    debt.charge(80);
    debt.forgive();
    assertThat(debt.debt()).isEqualTo(40);
    debt.forgive();
    assertThat(debt.debt()).isEqualTo(20);
  }
}
