package io.smolscale.internal.balance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {
  private final Ledger credit = Ledger.ofCredit(100);
  private final Ledger debt = Ledger.ofDebt(100);

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
    credit.charge(100);
    assertThat(credit.isInCredit()).isFalse();
    debt.charge(1_000);
    assertThat(debt.debt()).isEqualTo(100);
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
